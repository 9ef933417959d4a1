package io.t4.catalog.access;

/** Whoever asks may not do that. */
public final class NotAllowedException extends RuntimeException {
  public NotAllowedException(String message) {
    super(message);
  }
}
