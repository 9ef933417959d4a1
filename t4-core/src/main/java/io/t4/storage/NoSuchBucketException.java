package io.t4.storage;

import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;

/** The bucket, or the directory that stands for it, does not exist. */
public final class NoSuchBucketException extends FileSystemException {
  /**
   * @param location what it is about, as a URI or key
   * @param reason why, in words
   */
  public NoSuchBucketException(String location, String reason) {
    this(location, reason, null);
  }

  public NoSuchBucketException(String location, String reason, @Nullable Throwable cause) {
    super(location, null, reason);
    if (cause != null) {
      initCause(cause);
    }
  }
}
