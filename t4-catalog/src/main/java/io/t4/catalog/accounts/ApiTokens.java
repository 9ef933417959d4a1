package io.t4.catalog.accounts;

import io.t4.hashing.Digests;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tokens of clients, of which the database has hashes alone. Thread safe. */
@Repository
public class ApiTokens {
  /** How each token begins, so that people and scanners know what it is. */
  public static final String PREFIX = "t4_";

  private static final int TOKEN_BYTES = 32;
  private static final int ID_BYTES = 8;

  /** More precise would be a write for each request. */
  private static final Duration LAST_USED_PRECISION = Duration.ofMinutes(1);

  private final JdbcClient jdbc;
  private final SecureRandom random = new SecureRandom();

  public ApiTokens(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Makes one. */
  NewToken create(String account, String name, TokenScope scope, Duration life) {
    String token =
        PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random(TOKEN_BYTES));
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    ApiToken known =
        new ApiToken(
            HexFormat.of().formatHex(random(ID_BYTES)),
            account,
            name,
            scope,
            now,
            now.plus(life),
            null);
    jdbc.sql(
            "INSERT INTO api_token (id, hash, account, name, scope, created, expires)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?)")
        .param(known.id())
        .param(hash(token))
        .param(account)
        .param(name)
        .param(scope.name())
        .param(Timestamp.from(known.created()))
        .param(Timestamp.from(known.expires()))
        .update();
    return new NewToken(token, known);
  }

  /**
   * What is known of a token that somebody shows, noting its use. It is looked up by its hash, so
   * that the time this takes tells nothing of the tokens that there are.
   *
   * @return empty if it is unknown or has expired
   */
  public Optional<ApiToken> use(String token) {
    Instant now = Instant.now();
    Optional<ApiToken> known =
        jdbc.sql("SELECT * FROM api_token WHERE hash = ?")
            .param(hash(token))
            .query(ApiTokens::token)
            .optional()
            .filter(found -> !found.isExpired(now));
    known
        .filter(
            found ->
                found.lastUsed() == null
                    || found.lastUsed().plus(LAST_USED_PRECISION).isBefore(now))
        .ifPresent(found -> noteUse(found.id(), now));
    return known;
  }

  private void noteUse(String id, Instant now) {
    jdbc.sql("UPDATE api_token SET last_used = ? WHERE id = ?")
        .param(Timestamp.from(now))
        .param(id)
        .update();
  }

  /** Those of an account, the latest first. */
  public List<ApiToken> list(String account) {
    return jdbc.sql("SELECT * FROM api_token WHERE account = ? ORDER BY created DESC, id")
        .param(account)
        .query(ApiTokens::token)
        .list();
  }

  /** All of them, the latest first. */
  public List<ApiToken> listAll() {
    return jdbc.sql("SELECT * FROM api_token ORDER BY created DESC, id")
        .query(ApiTokens::token)
        .list();
  }

  /** By its id. */
  public Optional<ApiToken> find(String id) {
    return jdbc.sql("SELECT * FROM api_token WHERE id = ?")
        .param(id)
        .query(ApiTokens::token)
        .optional();
  }

  /** Forgets one, so that it is good no longer. */
  void remove(String id) {
    jdbc.sql("DELETE FROM api_token WHERE id = ?").param(id).update();
  }

  /** Forgets those of an account. */
  void removeAll(String account) {
    jdbc.sql("DELETE FROM api_token WHERE account = ?").param(account).update();
  }

  private byte[] random(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static String hash(String token) {
    byte[] digest = Digests.sha256().digest(token.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  private static ApiToken token(ResultSet row, int number) throws SQLException {
    Timestamp lastUsed = row.getTimestamp("last_used");
    return new ApiToken(
        row.getString("id"),
        row.getString("account"),
        row.getString("name"),
        TokenScope.valueOf(row.getString("scope")),
        row.getTimestamp("created").toInstant(),
        row.getTimestamp("expires").toInstant(),
        lastUsed == null ? null : lastUsed.toInstant());
  }
}
