package io.t4.error;

import org.jspecify.annotations.Nullable;

/** A key, URI or path is malformed, too long, or would leave its destination. */
public class InvalidKeyException extends InvalidInputException {
  public InvalidKeyException(String message) {
    super(message);
  }

  public InvalidKeyException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
