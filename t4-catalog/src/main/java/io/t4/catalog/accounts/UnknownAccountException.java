package io.t4.catalog.accounts;

/** There is no such account or token. */
public final class UnknownAccountException extends RuntimeException {
  public UnknownAccountException(String message) {
    super(message);
  }
}
