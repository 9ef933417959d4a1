package io.t4.error;

import org.jspecify.annotations.Nullable;

/** The store of this bucket does not offer the operation. */
public class UnsupportedByStoreException extends T4Exception {
  public UnsupportedByStoreException(String message) {
    super(message);
  }

  public UnsupportedByStoreException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
