package io.t4.catalog.accounts;

import io.t4.hashing.Digests;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The accounts. Names are as {@link AccountName} has them. Thread safe. */
@Repository
public class Accounts {
  private final JdbcClient jdbc;

  public Accounts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** All of them by name. */
  public List<Account> list() {
    Map<String, List<BucketPattern>> buckets = new LinkedHashMap<>();
    jdbc.sql("SELECT account, bucket FROM account_bucket ORDER BY account, bucket")
        .query(
            row -> {
              buckets
                  .computeIfAbsent(row.getString("account"), name -> new ArrayList<>())
                  .add(new BucketPattern(row.getString("bucket")));
            });
    return jdbc.sql("SELECT * FROM account ORDER BY name")
        .query(
            (row, number) -> account(row, buckets.getOrDefault(row.getString("name"), List.of())))
        .list();
  }

  /** One of them. */
  public Optional<Account> find(String name) {
    if (!AccountName.isPossible(name)) {
      return Optional.empty();
    }
    List<BucketPattern> buckets =
        jdbc.sql("SELECT bucket FROM account_bucket WHERE account = ? ORDER BY bucket")
            .param(name)
            .query((row, number) -> new BucketPattern(row.getString("bucket")))
            .list();
    return jdbc.sql("SELECT * FROM account WHERE name = ?")
        .param(name)
        .query((row, number) -> account(row, buckets))
        .optional();
  }

  /** The hash of its password; null if it has none, or there is no such account. */
  public @Nullable String passwordHash(String name) {
    if (!AccountName.isPossible(name)) {
      return null;
    }
    return jdbc.sql(
            "SELECT password_hash FROM account WHERE name = ? AND password_hash IS NOT NULL")
        .param(name)
        .query(String.class)
        .optional()
        .orElse(null);
  }

  /** Whether there is any. */
  public boolean isEmpty() {
    return jdbc.sql("SELECT count(*) FROM account").query(Long.class).single() == 0;
  }

  /**
   * Adds one.
   *
   * @throws org.springframework.dao.DuplicateKeyException if there is one of that name
   */
  @Transactional
  void add(String name, @Nullable String passwordHash, Role role, List<BucketPattern> buckets) {
    jdbc.sql(
            "INSERT INTO account (name, password_hash, role, created, disabled)"
                + " VALUES (?, ?, ?, ?, FALSE)")
        .param(name)
        .param(new SqlParameterValue(Types.VARCHAR, passwordHash))
        .param(role.name())
        .param(Timestamp.from(Instant.now().truncatedTo(ChronoUnit.MILLIS)))
        .update();
    insertBuckets(name, buckets);
  }

  /** Puts others in the place of its buckets. */
  @Transactional
  void replaceBuckets(String name, List<BucketPattern> buckets) {
    jdbc.sql("DELETE FROM account_bucket WHERE account = ?").param(name).update();
    insertBuckets(name, buckets);
  }

  private void insertBuckets(String name, List<BucketPattern> buckets) {
    buckets.stream()
        .distinct()
        .forEach(
            bucket ->
                jdbc.sql("INSERT INTO account_bucket (account, bucket) VALUES (?, ?)")
                    .param(name)
                    .param(bucket.text())
                    .update());
  }

  void setRole(String name, Role role) {
    jdbc.sql("UPDATE account SET role = ? WHERE name = ?").param(role.name()).param(name).update();
  }

  void setPasswordHash(String name, String hash) {
    jdbc.sql("UPDATE account SET password_hash = ? WHERE name = ?")
        .param(hash)
        .param(name)
        .update();
  }

  void disable(String name) {
    jdbc.sql("UPDATE account SET disabled = TRUE WHERE name = ?").param(name).update();
  }

  void enable(String name) {
    jdbc.sql("UPDATE account SET disabled = FALSE WHERE name = ?").param(name).update();
  }

  /** Forgets one, with its buckets and tokens. */
  void remove(String name) {
    jdbc.sql("DELETE FROM account WHERE name = ?").param(name).update();
  }

  /**
   * Whoever may change accounts.
   *
   * @param passwordLogin whether it has a password
   */
  record Administrator(String name, boolean passwordLogin) {}

  /** Those who may change accounts; their rows stay as they are until the transaction ends. */
  List<Administrator> lockAdministrators() {
    return jdbc.sql(
            "SELECT name, password_hash FROM account WHERE role = 'ADMIN' AND NOT disabled"
                + " FOR UPDATE")
        .query(
            (row, number) ->
                new Administrator(row.getString("name"), row.getString("password_hash") != null))
        .list();
  }

  private static Account account(ResultSet row, List<BucketPattern> buckets) throws SQLException {
    String passwordHash = row.getString("password_hash");
    Instant created = row.getTimestamp("created").toInstant();
    return new Account(
        row.getString("name"),
        Role.valueOf(row.getString("role")),
        buckets,
        passwordHash != null,
        created,
        row.getBoolean("disabled"),
        credentials(created, passwordHash));
  }

  private static String credentials(Instant created, @Nullable String passwordHash) {
    String all = created + " " + passwordHash;
    return HexFormat.of().formatHex(Digests.sha256().digest(all.getBytes(StandardCharsets.UTF_8)));
  }
}
