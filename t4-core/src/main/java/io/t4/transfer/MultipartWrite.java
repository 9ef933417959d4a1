package io.t4.transfer;

import io.t4.storage.SupportsMultipart;
import io.t4.storage.SupportsMultipart.UploadedPart;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteResult;
import java.io.IOException;
import java.util.List;

/** The frame of every multipart write: completed, or aborted so that no parts stay behind. */
final class MultipartWrite {
  private MultipartWrite() {}

  /** Writes all parts of an upload. */
  @FunctionalInterface
  interface Parts {
    /** Returns the parts in ascending order. */
    List<UploadedPart> write(String uploadId) throws IOException;
  }

  static WriteResult run(SupportsMultipart store, String key, WriteOptions options, Parts parts)
      throws IOException {
    String uploadId = store.startUpload(key, options);
    try {
      return store.completeUpload(key, uploadId, parts.write(uploadId), options);
    } catch (Throwable failure) {
      try {
        store.abortUpload(key, uploadId);
      } catch (IOException | RuntimeException e) {
        failure.addSuppressed(e);
      }
      throw failure;
    }
  }
}
