package io.t4.storage;

import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** The store or the way to it failed for the moment; trying again later can help. */
public final class TransientStorageException extends FileSystemException {
  /**
   * @param location what it is about, as a URI or key
   * @param reason why, in words
   */
  public TransientStorageException(String location, String reason) {
    this(location, reason, null);
  }

  public TransientStorageException(String location, String reason, @Nullable Throwable cause) {
    super(location, null, reason);
    if (cause != null) {
      initCause(cause);
    }
  }
}
