package io.t4.catalog.access;

/** Others could reach this server, but none could log in; so it doesn't start. */
final class NobodyCanLogInException extends RuntimeException {
  NobodyCanLogInException(String message) {
    super(message);
  }
}
