package io.t4.storage;

import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** The store can't hold an object of that key; nothing was written. */
public final class InvalidObjectKeyException extends FileSystemException {
  /**
   * @param location what it is about, as a URI or key
   * @param reason why, in words
   */
  public InvalidObjectKeyException(String location, String reason) {
    this(location, reason, null);
  }

  public InvalidObjectKeyException(String location, String reason, @Nullable Throwable cause) {
    super(location, null, reason);
    if (cause != null) {
      initCause(cause);
    }
  }
}
