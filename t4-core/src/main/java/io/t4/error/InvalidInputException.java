package io.t4.error;

import org.jspecify.annotations.Nullable;

/** A value given by the caller can't be used; nothing was written or deleted. */
public class InvalidInputException extends T4Exception {
  public InvalidInputException(String message) {
    super(message);
  }

  public InvalidInputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
