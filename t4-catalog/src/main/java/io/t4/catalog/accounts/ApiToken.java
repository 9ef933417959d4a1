package io.t4.catalog.accounts;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a token; not the token.
 *
 * @param id by which it is revoked
 * @param name what its owner calls it
 * @param lastUsed to a minute; null if it never was
 */
public record ApiToken(
    String id,
    String account,
    String name,
    TokenScope scope,
    Instant created,
    Instant expires,
    @Nullable Instant lastUsed) {

  /** Whether it is good no longer. */
  public boolean isExpired(Instant now) {
    return !now.isBefore(expires);
  }
}
