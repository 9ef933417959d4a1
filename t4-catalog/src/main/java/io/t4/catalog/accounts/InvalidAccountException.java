package io.t4.catalog.accounts;

/** What was asked for of an account or a token can't be; nothing was changed. */
public final class InvalidAccountException extends RuntimeException {
  InvalidAccountException(String message) {
    super(message);
  }
}
