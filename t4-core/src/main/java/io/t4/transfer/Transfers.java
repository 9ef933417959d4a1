package io.t4.transfer;

import io.t4.storage.Content;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteResult;
import io.t4.storage.local.FileMetadata;
import io.t4.storage.local.Scratch;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Moves single objects. Every write is checked and visible as a whole or not at all; see {@link
 * ObjectStore} for the errors. Memory is bounded by the number of threads, whatever the objects'
 * size. Safe for use from many threads.
 */
public final class Transfers {
  private final Parallelism parallelism;
  private final TransferListener listener;
  private final Upload upload;
  private final Download download;
  private final Copy copy;

  public Transfers(Parallelism parallelism, TransferListener listener) {
    this.parallelism = parallelism;
    this.listener = listener;
    this.upload = new Upload(parallelism, listener);
    this.download = new Download(parallelism, listener);
    this.copy = new Copy(parallelism, listener);
  }

  public Parallelism parallelism() {
    return parallelism;
  }

  public TransferListener listener() {
    return listener;
  }

  /**
   * Sends a local file, in parts if it is larger than 8 MiB and the store takes parts.
   *
   * @throws IOException naming the file if it changes meanwhile; nothing is stored then
   * @throws io.t4.error.TooLargeException if the store has no room for objects of that size
   */
  public WriteResult upload(ObjectStore store, String key, Path file, WriteOptions options)
      throws IOException {
    return uploadHashed(store, key, file, options).result();
  }

  /** As {@link #upload}, telling the hash of what was sent. */
  public HashedWrite uploadHashed(ObjectStore store, String key, Path file, WriteOptions options)
      throws IOException {
    HashedWrite written = upload.file(store, key, file, options);
    listener.completed(key);
    return written;
  }

  /** Writes content that is at hand; at most what the store takes in one request. */
  public WriteResult write(ObjectStore store, String key, Content content, WriteOptions options)
      throws IOException {
    listener.planned(key, content.size());
    WriteResult result = upload.content(store, key, content, options).result();
    listener.completed(key);
    return result;
  }

  /**
   * Brings an object to a local file, with its metadata. Objects larger than 16 MiB come in ranges
   * at the same time; a broken connection is resumed where it broke.
   *
   * @param object what is known of it; its version, if it has one, is what is fetched
   * @param target replaced as a whole at the end; as it was if anything fails
   */
  public ObjectStat download(ObjectStore store, ObjectSummary object, Path target)
      throws IOException {
    ObjectStat stat =
        download.file(
            store, object, target, (file, found) -> FileMetadata.write(file, found.userMetadata()));
    listener.completed(object.key());
    return stat;
  }

  /** A look at a whole file before it gets its name. */
  @FunctionalInterface
  public interface FileCheck {
    /** Fails, if the file must not get its name. */
    void check(Path temporary) throws IOException;
  }

  /**
   * As {@link #download}, without the metadata, and with a check of the content.
   *
   * @param check if it fails, nothing is left of what was fetched
   */
  public ObjectStat downloadChecked(
      ObjectStore store, ObjectSummary object, Path target, FileCheck check) throws IOException {
    ObjectStat stat =
        download.file(store, object, target, (temporary, found) -> check.check(temporary));
    listener.completed(object.key());
    return stat;
  }

  /**
   * Copies an object between stores: inside the storage service where that is possible, else by way
   * of a temporary file.
   */
  public WriteResult copy(
      ObjectStore source, ObjectStat object, ObjectStore store, String key, WriteOptions options)
      throws IOException {
    WriteResult result =
        store.canCopyFrom(source)
            ? copy.object(source, object, store, key, options)
            : throughDisk(source, object, store, key, options);
    listener.completed(key);
    return result;
  }

  private WriteResult throughDisk(
      ObjectStore source, ObjectStat object, ObjectStore store, String key, WriteOptions options)
      throws IOException {
    try (Scratch directory = Scratch.directory()) {
      Path file = directory.path().resolve("content");
      // Bytes are counted once, on their way up.
      new Download(parallelism, TransferListener.NONE)
          .file(source, object.summary(), file, (temporary, stat) -> {});
      return upload.file(store, key, file, options).result();
    }
  }
}
