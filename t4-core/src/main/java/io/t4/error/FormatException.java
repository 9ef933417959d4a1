package io.t4.error;

import org.jspecify.annotations.Nullable;

/** Content does not match its format, or no format handles it. */
public class FormatException extends T4Exception {
  public FormatException(String message) {
    super(message);
  }

  public FormatException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
