package io.t4.error;

import org.jspecify.annotations.Nullable;

/** A conditional write lost: the object changed, or exists already. */
public class ConflictException extends T4Exception {
  public ConflictException(String message) {
    super(message);
  }

  public ConflictException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
