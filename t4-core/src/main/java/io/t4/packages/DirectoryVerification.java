package io.t4.packages;

import io.t4.error.InvalidInputException;
import io.t4.hashing.ContentHash;
import io.t4.hashing.HashAlgorithm;
import io.t4.packages.Verification.Difference;
import io.t4.packages.Verification.Kind;
import io.t4.session.T4Session;
import io.t4.storage.Listing;
import io.t4.storage.Location;
import io.t4.transfer.FileTree;
import io.t4.transfer.LocalContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compares a directory with what a package says of it; several files are read at a time. */
final class DirectoryVerification {
  private final T4Session session;
  private final ExtraFiles extraFiles;
  private final Consumer<Difference> differences;

  /**
   * @param differences told of each, by one thread at a time, in no order
   */
  DirectoryVerification(
      T4Session session, ExtraFiles extraFiles, Consumer<Difference> differences) {
    this.session = session;
    this.extraFiles = extraFiles;
    this.differences = differences;
  }

  /**
   * @param entries gives them in order, each time that it is asked
   */
  void run(Supplier<Iterator<ManifestLine.Entry>> entries, Path directory) throws IOException {
    for (Iterator<ManifestLine.Entry> all = entries.get(); all.hasNext(); ) {
      requireCheckable(all.next());
    }
    EntryTable files = files(directory);
    try (Stream<EntryChange> changes = PackageDiff.changes(entries.get(), files.iterator())) {
      session
          .transfers()
          .parallelism()
          .forEachObject(
              Listing.of(changes.iterator()),
              change -> {
                Difference difference = difference(change);
                if (difference != null) {
                  synchronized (differences) {
                    differences.accept(difference);
                  }
                }
              });
    }
  }

  private static void requireCheckable(ManifestLine.Entry line) {
    if (line.entry().hashOrNull() == null) {
      throw new InvalidInputException(
          "The entry '%s' has no hash yet, with which a file could be compared; build the package first."
              .formatted(line.logicalKey()));
    }
    EntryCheck unused = EntryCheck.of(line.logicalKey(), line.entry());
  }

  /** The files as entries without hash, so that a million of them fit in a small heap. */
  private EntryTable files(Path directory) throws IOException {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new NotDirectoryException(directory.toString());
    }
    EntrySorter sorted = new EntrySorter();
    try (FileTree tree = FileTree.withIgnored(directory, session.transfers().listener()::warned)) {
      while (tree.hasNext()) {
        FileTree.Entry file = tree.next();
        PackageEntry entry =
            PackageEntry.of(Location.directory(file.file()), Files.size(file.file()));
        sorted.add(new ManifestLine.Entry(file.relativeKey(), entry));
      }
    }
    return sorted.table();
  }

  private @Nullable Difference difference(EntryChange change) throws IOException {
    PackageEntry entry = change.before();
    PackageEntry file = change.after();
    String key = change.logicalKey();
    if (entry == null) {
      return extraFiles == ExtraFiles.REPORTED ? new Difference(key, Kind.EXTRA, "", "") : null;
    }
    if (file == null) {
      return new Difference(key, Kind.MISSING, "", "");
    }
    ContentHash expected = entry.hashOrNull();
    if (entry.size().isPresent() && !entry.size().equals(file.size())) {
      return new Difference(
          key,
          Kind.SIZE,
          String.valueOf(entry.sizeOrUnknown()),
          String.valueOf(file.sizeOrUnknown()));
    }
    HashAlgorithm algorithm =
        expected == null ? null : HashAlgorithm.ofType(expected.type()).orElse(null);
    if (expected == null || algorithm == null) {
      throw new IllegalStateException("'" + key + "' was found to be checkable");
    }
    ContentHash actual = LocalContent.reading(file.physicalKey().path(), algorithm::hash);
    return actual.equals(expected)
        ? null
        : new Difference(key, Kind.HASH, expected.toString(), actual.toString());
  }
}
