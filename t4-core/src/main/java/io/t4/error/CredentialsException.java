package io.t4.error;

import org.jspecify.annotations.Nullable;

/** Credentials are missing, malformed or expired. */
public class CredentialsException extends T4Exception {
  public CredentialsException(String message) {
    super(message);
  }

  public CredentialsException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
