package io.t4.catalog.accounts;

/** What was asked for is at odds with the accounts that there are; nothing was changed. */
public final class AccountConflictException extends RuntimeException {
  AccountConflictException(String message) {
    super(message);
  }
}
