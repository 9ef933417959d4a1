package io.t4.error;

import org.jspecify.annotations.Nullable;

/** Reading or writing failed for a reason outside the caller's input: network, server, disk. */
public class StorageException extends T4Exception {
  private final boolean retryable;

  public StorageException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private StorageException(String message, @Nullable Throwable cause, boolean retryable) {
    super(message, cause);
    this.retryable = retryable;
  }

  /** A failure that may pass: the server was busy or the connection broke. */
  public static StorageException retryable(String message, @Nullable Throwable cause) {
    return new StorageException(message, cause, true);
  }

  @Override
  public boolean isRetryable() {
    return retryable;
  }
}
