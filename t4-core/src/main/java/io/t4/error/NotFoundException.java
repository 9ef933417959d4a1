package io.t4.error;

import org.jspecify.annotations.Nullable;

/** No object, version or directory of that name exists. */
public class NotFoundException extends T4Exception {
  public NotFoundException(String message) {
    super(message);
  }

  public NotFoundException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
