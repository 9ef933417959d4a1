package io.t4.catalog.accounts;

/**
 * A token that was just made.
 *
 * @param token the token, which nobody can be told again
 */
public record NewToken(String token, ApiToken known) {
  /** Without the token: this lands in logs. */
  @Override
  public String toString() {
    return known.toString();
  }
}
