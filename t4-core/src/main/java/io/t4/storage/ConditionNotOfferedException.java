package io.t4.storage;

import java.nio.file.FileSystemException;

/** The server knows no conditional writes; nothing was written. */
public final class ConditionNotOfferedException extends FileSystemException {
  /**
   * @param location what was to be written, as a URI or key
   * @param reason what the server said, in words
   */
  public ConditionNotOfferedException(String location, String reason, Throwable cause) {
    super(location, null, reason);
    initCause(cause);
  }
}
