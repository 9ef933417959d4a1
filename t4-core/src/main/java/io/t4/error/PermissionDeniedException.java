package io.t4.error;

import org.jspecify.annotations.Nullable;

/** The store refused the action; the message names the action and the key. */
public class PermissionDeniedException extends T4Exception {
  public PermissionDeniedException(String message) {
    super(message);
  }

  public PermissionDeniedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
