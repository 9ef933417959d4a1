package io.t4.storage;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One bucket: a flat, sorted map from keys to immutable objects with metadata.
 *
 * <p>What only some stores can do is a capability, asked for with {@code instanceof}: {@link
 * SupportsVersioning}, {@link SupportsMultipart}, {@link SupportsPresigning}, {@link SupportsTags},
 * {@link SupportsLocalFiles}, {@link SupportsPartialListing}, {@link SupportsWatching}.
 *
 * <p><b>Keys</b> are 1 to 1,024 bytes of UTF-8, which every method that takes a key checks with
 * {@link ObjectKeys#requireValid} first, and are taken verbatim: nothing is normalised, decoded or
 * trimmed. A key that ends in {@code /} is a directory marker: it is listed, and is an object like
 * any other here. A store that can't represent a key exactly (a directory on disk can't hold {@code
 * a//b}) refuses it with {@link InvalidObjectKeyException} before anything is written, and reports
 * it as missing when asked to read it.
 *
 * <p><b>Atomicity.</b> A write is visible as a whole or not at all; after a failed write the object
 * that was there before is intact. Readers that have opened a version go on reading that version.
 *
 * <p><b>Errors</b> are {@link IOException}s whose message names the key:
 *
 * <ul>
 *   <li>{@link java.nio.file.NoSuchFileException}: no such key or version
 *   <li>{@link NoSuchBucketException}: no such bucket
 *   <li>{@link java.nio.file.AccessDeniedException}: the message names the action
 *   <li>{@link InvalidCredentialsException}: missing, malformed or expired credentials
 *   <li>{@link PreconditionFailedException}: a conditional write lost, or a read found another ETag
 *   <li>{@link ConditionNotOfferedException}: the server knows no conditional writes
 *   <li>{@link TransientStorageException}: trying the same again later can help
 *   <li>any other {@link IOException}: trying again does not help
 * </ul>
 *
 * <p><b>Threads.</b> All methods may be called from many threads at once.
 */
public interface ObjectStore extends AutoCloseable {

  /**
   * The bucket's location: {@code s3://name}, {@code file:///directory} or {@code memory://name}.
   */
  Location location();

  /** What this store accepts in one request. */
  StoreLimits limits();

  /**
   * An object's size, times, checksums and metadata, without its content.
   *
   * @param versionId a version, or null for the current one
   * @throws java.nio.file.NoSuchFileException if there is no such object, or the version is a
   *     delete marker
   */
  ObjectStat stat(String key, @Nullable String versionId) throws IOException;

  /**
   * Every object whose key starts with {@code prefix}, in the order of the keys' UTF-8 bytes.
   *
   * <p>Lazy: pages are fetched while the listing is iterated, and at most one page is in memory.
   * Objects written or deleted meanwhile may or may not be seen.
   *
   * @param prefix compared as a string, not as a directory; empty for the whole bucket
   */
  default Listing<ObjectSummary> list(String prefix) throws IOException {
    return list(prefix, "");
  }

  /**
   * As {@link #list(String)}, from a place on: only keys strictly after {@code startAfter} in
   * {@link ObjectKeys#ORDER}. What comes before costs nothing, so a listing that was broken off can
   * go on after the last key that was seen.
   *
   * @param startAfter a key, which need not exist nor begin with the prefix; empty for all
   */
  Listing<ObjectSummary> list(String prefix, String startAfter) throws IOException;

  /**
   * One level of the hierarchy that {@code /} makes: the objects whose keys have no further {@code
   * /} after {@code prefix}, and the common prefixes of the others, in key order.
   *
   * @param prefix empty, or ending in {@code /}; an object whose key is the prefix itself is listed
   * @throws IllegalArgumentException if the prefix is neither
   */
  default Listing<DirectoryEntry> listDirectory(String prefix) throws IOException {
    return listDirectory(prefix, "");
  }

  /**
   * As {@link #listDirectory(String)}, from a place on: only entries strictly after {@code
   * startAfter} in {@link ObjectKeys#ORDER}, so that a listing that was broken off can go on after
   * the last entry that was seen.
   *
   * @param startAfter the key of an entry, which need not exist; a subdirectory's stands for all
   *     that is in it; empty for all
   */
  Listing<DirectoryEntry> listDirectory(String prefix, String startAfter) throws IOException;

  /**
   * Opens an object's content.
   *
   * @return content to be closed by the caller; its {@link ObjectContent#stat} describes the
   *     version that is being read
   * @throws PreconditionFailedException if {@code options} name an ETag and the object has another
   */
  ObjectContent open(String key, ReadOptions options) throws IOException;

  /**
   * Writes an object, replacing the one that is there unless {@code options} forbid it.
   *
   * @param content at most {@link StoreLimits#maxPutSize}; read more than once when a request is
   *     retried
   * @return what is stored now
   */
  WriteResult put(String key, Content content, WriteOptions options) throws IOException;

  /** Whether {@link #copy} can copy from there without moving the content through this process. */
  boolean canCopyFrom(ObjectStore source);

  /**
   * Copies an object inside the storage service, content only; metadata is taken from {@code
   * options}, not from the source.
   *
   * @param source a store for which {@link #canCopyFrom} holds
   * @param sourceObject the version to copy, at most {@link StoreLimits#maxCopySize}; the copy
   *     fails with {@link PreconditionFailedException} if its ETag is no longer that of {@code
   *     sourceObject}
   */
  WriteResult copy(ObjectStore source, ObjectStat sourceObject, String key, WriteOptions options)
      throws IOException;

  /**
   * Deletes an object. In a versioned bucket this adds a delete marker; with a version id it
   * removes that version for good. Deleting what does not exist is not an error here.
   */
  void delete(String key, @Nullable String versionId) throws IOException;

  /**
   * Deletes up to {@link StoreLimits#maxDeleteBatch} objects in one request.
   *
   * @return the keys that could not be deleted, with the reason; empty when all are gone
   */
  List<DeleteFailure> deleteAll(List<String> keys) throws IOException;

  /** Frees what this store holds. Listings and contents still open may fail afterwards. */
  @Override
  void close() throws IOException;
}
