package io.t4.error;

import org.jspecify.annotations.Nullable;

/** Metadata is too large for S3 or is not representable as JSON. */
public class InvalidMetadataException extends InvalidInputException {
  public InvalidMetadataException(String message) {
    super(message);
  }

  public InvalidMetadataException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
