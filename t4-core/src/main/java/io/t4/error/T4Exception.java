package io.t4.error;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception that T4 throws on purpose.
 *
 * <p>The message names the key, path or value it is about and says what can be done. The type says
 * what kind of problem it is; {@link #isRetryable()} says whether the same call can succeed later
 * without anyone changing anything.
 */
public class T4Exception extends RuntimeException {
  public T4Exception(String message) {
    super(message);
  }

  public T4Exception(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Whether the same call may succeed when it is made again later. */
  public boolean isRetryable() {
    return false;
  }
}
