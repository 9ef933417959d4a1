package io.t4.storage;

import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** Credentials are missing, malformed or expired; trying again does not help. */
public final class InvalidCredentialsException extends FileSystemException {
  /**
   * @param location what it is about, as a URI or key
   * @param reason why, in words
   */
  public InvalidCredentialsException(String location, String reason) {
    this(location, reason, null);
  }

  public InvalidCredentialsException(String location, String reason, @Nullable Throwable cause) {
    super(location, null, reason);
    if (cause != null) {
      initCause(cause);
    }
  }
}
