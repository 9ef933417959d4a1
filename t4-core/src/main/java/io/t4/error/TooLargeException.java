package io.t4.error;

import org.jspecify.annotations.Nullable;

/** Content is beyond a limit; the message names the limit. */
public class TooLargeException extends T4Exception {
  public TooLargeException(String message) {
    super(message);
  }

  public TooLargeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
