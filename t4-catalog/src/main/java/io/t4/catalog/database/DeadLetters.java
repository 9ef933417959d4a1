package io.t4.catalog.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The keys that could not be indexed, until they are. */
@Repository
public class DeadLetters {
  private static final int MAX_ERROR = 4_000;

  private final JdbcClient jdbc;

  public DeadLetters(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Keeps a key, replacing what was known of it.
   *
   * @param attempts those since it was kept before
   */
  @Transactional
  public void save(String bucket, String key, String error, int attempts) {
    DeadLetter before = among(bucket, List.of(key)).get(key);
    remove(bucket, key);
    jdbc.sql(
            "INSERT INTO dead_letter (bucket, object_key, error, attempts, failed_at)"
                + " VALUES (?, ?, ?, ?, ?)")
        .param(bucket)
        .param(key)
        .param(error.length() > MAX_ERROR ? error.substring(0, MAX_ERROR) : error)
        .param(before == null ? attempts : before.attempts() + attempts)
        .param(Timestamp.from(Instant.now()))
        .update();
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
