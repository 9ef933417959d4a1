package io.t4.catalog.database;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The keys that could not be indexed, until they are. */
@Repository
public class DeadLetters {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final int MAX_ERROR = 4_000;

  /** No file has a longer path, and S3's keys are a quarter of that at most; in bytes of UTF-8. */
  private static final int MAX_KEY = 4_096;

  private final JdbcClient jdbc;

  public DeadLetters(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Whether an object can have that key: it is a text, not empty and not longer than any path. A
   * database can keep it then.
   */
  public static boolean isPossible(String key) {
    if (key.isEmpty() || key.length() > MAX_KEY || key.indexOf('\0') >= 0) {
      return false;
    }
    try {
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(key)).remaining()
          <= MAX_KEY;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  /**
   * Keeps a key, replacing what was known of it; one that no object can have is left out.
   *
   * @param attempts those since it was kept before
   */
  @Transactional
  public void save(String bucket, String key, String error, int attempts) {
    if (!isPossible(key)) {
      LOG.warn("no object of {} can have the key that failed: {}", bucket, error);
      return;
    }
    DeadLetter before = among(bucket, List.of(key)).get(key);
    remove(bucket, key);
    jdbc.sql(
            "INSERT INTO dead_letter (bucket, object_key, error, attempts, failed_at)"
                + " VALUES (?, ?, ?, ?, ?)")
        .param(bucket)
        .param(key)
        .param(text(error))
        .param(before == null ? attempts : before.attempts() + attempts)
        .param(Timestamp.from(Instant.now()))
        .update();
  }

  /** As a database takes it: it may be about a file's content. */
  private static String text(String error) {
    String start = error.length() > MAX_ERROR ? error.substring(0, MAX_ERROR) : error;
    byte[] encoded = start.replace('\0', '?').getBytes(StandardCharsets.UTF_8);
    return new String(encoded, StandardCharsets.UTF_8);
  }

  /**
   * Those of a bucket in key order.
   *
   * @param afterKey where to begin, exclusive; empty for the beginning
   */
  public List<DeadLetter> list(String bucket, String afterKey, int most) {
    return jdbc.sql(
            "SELECT * FROM dead_letter WHERE bucket = ? AND object_key > ?"
                + " ORDER BY object_key FETCH FIRST ? ROWS ONLY")
        .param(bucket)
        .param(afterKey)
        .param(most)
        .query(DeadLetters::letter)
        .list();
  }

  /** Those of some keys of a bucket, by key. */
  public Map<String, DeadLetter> among(String bucket, Collection<String> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    return jdbc
        .sql("SELECT * FROM dead_letter WHERE bucket = :bucket AND object_key IN (:keys)")
        .param("bucket", bucket)
        .param("keys", List.copyOf(keys))
        .query(DeadLetters::letter)
        .list()
        .stream()
        .collect(Collectors.toMap(DeadLetter::key, letter -> letter));
  }

  /** How many a bucket has. */
  public long count(String bucket) {
    return jdbc.sql("SELECT count(*) FROM dead_letter WHERE bucket = ?")
        .param(bucket)
        .query(Long.class)
        .single();
  }

  /** Forgets a key, if it is there. */
  public void remove(String bucket, String key) {
    jdbc.sql("DELETE FROM dead_letter WHERE bucket = ? AND object_key = ?")
        .param(bucket)
        .param(key)
        .update();
  }

  private static DeadLetter letter(ResultSet row, int number) throws SQLException {
    return new DeadLetter(
        row.getString("bucket"),
        row.getString("object_key"),
        row.getString("error"),
        row.getInt("attempts"),
        row.getTimestamp("failed_at").toInstant());
  }
}
