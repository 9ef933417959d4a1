package io.t4.transfer;

import io.t4.storage.Listing;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import io.t4.storage.SupportsLocalFiles;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteOptions.Precondition;
import io.t4.storage.local.FileMetadata;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes the files of a directory to a store, except those that are there already. Files are moved
 * in parallel; each is visible as a whole or not at all, and a run that failed can be repeated.
 */
public final class DirectoryUpload {
  private final Transfers transfers;

  public DirectoryUpload(Transfers transfers) {
    this.transfers = transfers;
  }

  /**
   * Writes what is new or different.
   *
   * @param prefix empty or ending in {@code /}
   * @param metadata gives the metadata that an object is to have from the one it has, or from that
   *     of its file; null to take the file's, and to leave objects alone whose content is right
   * @throws NotDirectoryException if there is a file in the directory's place
   */
  public TransferReport run(
      Path directory,
      ObjectStore store,
      String prefix,
      @Nullable UnaryOperator<Map<String, String>> metadata)
      throws IOException {
    requireDirectory(directory, store);
    Tally tally = new Tally(transfers.listener());
    try (KeyCursor present = new KeyCursor(store, prefix)) {
      Listing<FileTree.Entry> files = new FileTree(directory, tally::skipped);
      transfers
          .parallelism()
          .forEachObject(
              files.map(file -> candidate(file, prefix, present)),
              candidate -> write(candidate, store, metadata, tally));
    }
    return tally.report();
  }

  private record Candidate(Path file, String key, @Nullable ObjectSummary present) {}

  private Candidate candidate(FileTree.Entry file, String prefix, KeyCursor present)
      throws IOException {
    String key = ObjectKeys.requireValid(prefix + file.relativeKey());
    transfers.listener().planned(key, Files.size(file.file()));
    return new Candidate(file.file(), key, present.find(key));
  }

  private void write(
      Candidate candidate,
      ObjectStore store,
      @Nullable UnaryOperator<Map<String, String>> metadata,
      Tally tally)
      throws IOException {
    ObjectSummary present = candidate.present;
    if (present == null || !ContentComparison.same(store, present, candidate.file)) {
      WriteOptions options = options(candidate.file, metadata);
      transfers.upload(store, candidate.key, candidate.file, options);
      tally.transferred(Files.size(candidate.file));
    } else if (metadata == null || !updateMetadata(store, candidate.key, metadata)) {
      tally.unchanged(candidate.key, present.size());
    } else {
      tally.transferred(0);
    }
  }

  /** Returns whether there was something to change. */
  private boolean updateMetadata(
      ObjectStore store, String key, UnaryOperator<Map<String, String>> metadata)
      throws IOException {
    ObjectStat stat = store.stat(key, null);
    Map<String, String> wanted = metadata.apply(stat.userMetadata());
    if (wanted.equals(stat.userMetadata())) {
      return false;
    }
    WriteOptions options = new WriteOptions(wanted, stat.contentType(), null, Precondition.none());
    transfers.copy(store, stat, store, key, options);
    return true;
  }

  /** How a local file is written. */
  public static WriteOptions options(
      Path file, @Nullable UnaryOperator<Map<String, String>> metadata) throws IOException {
    Map<String, String> own = FileMetadata.read(file);
    return new WriteOptions(
        metadata == null ? own : metadata.apply(own),
        URLConnection.guessContentTypeFromName(String.valueOf(file.getFileName())),
        null,
        Precondition.none());
  }

  private static void requireDirectory(Path directory, ObjectStore store) throws IOException {
    if (!Files.exists(directory)) {
      throw new NoSuchFileException(directory.toString());
    }
    if (!Files.isDirectory(directory)) {
      throw new NotDirectoryException(directory + " is a file; put it with putFile");
    }
    if (store instanceof SupportsLocalFiles
        && store.location().path().toRealPath().startsWith(directory.toRealPath())) {
      throw new IOException(
          "%s lies inside %s, which would be copied into itself"
              .formatted(store.location(), directory));
    }
  }
}
