package io.t4.catalog.access;

import java.security.Principal;

/** Who has logged in by a password. */
record PasswordUser(String account, String credentials) implements LoggedIn, Principal {
  @Override
  public String getName() {
    return account;
  }
}
