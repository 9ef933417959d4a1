package io.t4.error;

import org.jspecify.annotations.Nullable;

/** The bucket itself, or the directory that stands for it, does not exist. */
public class BucketNotFoundException extends NotFoundException {
  public BucketNotFoundException(String message) {
    super(message);
  }

  public BucketNotFoundException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
