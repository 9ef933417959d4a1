package io.t4.catalog.accounts;

/** What a token may do of what its account may. */
public enum TokenScope {
  /** Search what the account sees. */
  SEARCH,
  /** All that the account may do. */
  ADMIN
}
