package io.t4.storage;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store to which a large object is written in parts, possibly at the same time, before it becomes
 * visible as a whole.
 */
public interface SupportsMultipart {

  /**
   * A part that has been written.
   *
   * @param number from 1
   * @param eTag as the store gave it
   * @param sha256 in base64 where the store keeps it for the completion, else null
   */
  record UploadedPart(int number, String eTag, @Nullable String sha256) {}

  /**
   * Starts an upload. Nothing becomes visible before {@link #completeUpload}.
   *
   * @param options the metadata and content type of the object; its precondition is ignored here
   * @return the upload's id
   */
  String startUpload(String key, WriteOptions options) throws IOException;

  /**
   * Writes one part. A part written again under the same number replaces the former one.
   *
   * @param number from 1 to {@link StoreLimits#maxParts}
   * @param content all parts but the last have the same size, at least {@link
   *     StoreLimits#minPartSize}
   * @param sha256 the SHA-256 of the content in base64; content that turns out to have another is
   *     not stored
   */
  UploadedPart uploadPart(String key, String uploadId, int number, Content content, String sha256)
      throws IOException;

  /**
   * Writes one part from a range of an object that is already in the storage service.
   *
   * @param source a store for which {@link ObjectStore#canCopyFrom} holds
   * @throws PreconditionFailedException if the source's ETag is no longer that of {@code
   *     sourceObject}
   */
  UploadedPart copyPart(
      ObjectStore source,
      ObjectStat sourceObject,
      ByteRange range,
      String key,
      String uploadId,
      int number)
      throws IOException;

  /**
   * Makes the object visible.
   *
   * @param parts in ascending order
   * @param options its precondition decides whether the write happens
   */
  WriteResult completeUpload(
      String key, String uploadId, List<UploadedPart> parts, WriteOptions options)
      throws IOException;

  /** Gives an upload up and frees its parts. Aborting one that is unknown is not an error. */
  void abortUpload(String key, String uploadId) throws IOException;
}
