package io.t4.catalog.accounts;

/** What an account may do. */
public enum Role {
  /** Search what it sees. */
  USER,
  /** That, steer the indexing of what it sees, and change accounts. */
  ADMIN
}
