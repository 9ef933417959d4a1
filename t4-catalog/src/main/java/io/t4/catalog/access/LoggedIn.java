package io.t4.catalog.access;

/** Whom a login was of; kept in sessions. */
interface LoggedIn {
  /** The account's name. */
  String account();

  /** What {@link io.t4.catalog.accounts.Account#credentials} were at the login. */
  String credentials();
}
