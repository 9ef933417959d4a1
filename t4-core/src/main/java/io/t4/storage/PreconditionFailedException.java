package io.t4.storage;

import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** The object is not in the state that a conditional read or write asked for. */
public final class PreconditionFailedException extends FileSystemException {
  /**
   * @param location what it is about, as a URI or key
   * @param reason why, in words
   */
  public PreconditionFailedException(String location, String reason) {
    this(location, reason, null);
  }

  public PreconditionFailedException(String location, String reason, @Nullable Throwable cause) {
    super(location, null, reason);
    if (cause != null) {
      initCause(cause);
    }
  }
}
