package io.t4.packages;

import io.t4.hashing.ChunkSize;
import io.t4.hashing.ContentHash;
import io.t4.hashing.HashAlgorithm;
import io.t4.session.T4Session;
import io.t4.storage.Content;
import io.t4.storage.Location;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ReadOptions;
import io.t4.storage.SupportsPartChecksums;
import io.t4.storage.SupportsPartChecksums.PartChecksums;
import io.t4.transfer.LocalContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Optional;

/** Finds the hash and size of entries that have none yet. */
final class MissingHashes {
  private final T4Session session;

  MissingHashes(T4Session session) {
    this.session = session;
  }

  /**
   * The same entries with hash and size; some are read at the same time.
   *
   * @throws IOException naming the logical key, if the content can't be read, or a local file
   *     changes meanwhile or has changed since it was added
   */
  EntryTable fill(Iterator<ManifestLine.Entry> entries) throws IOException {
    return EntrySorter.inParallel(
        session.transfers().parallelism(), entries, (key, entry) -> filled(entry));
  }

  /** The entry with hash and size. */
  PackageEntry filled(PackageEntry entry) throws IOException {
    return entry.hashOrNull() != null && entry.size().isPresent() ? entry : hashed(entry);
  }

  private PackageEntry hashed(PackageEntry entry) throws IOException {
    Location location = entry.physicalKey();
    if (location.scheme().equals("file")) {
      return LocalContent.reading(
          location.path(),
          content -> {
            requireSize(entry, content.size());
            return entry.withContent(content.size(), hash(entry, content));
          });
    }
    ObjectStore store = session.store(location.withoutKey());
    ObjectStat stat = store.stat(location.key(), location.versionId());
    requireSize(entry, stat.size());
    if (entry.hashOrNull() != null) {
      return entry.withContent(stat.size(), hash(entry, content(store, stat)));
    }
    Optional<ContentHash> kept = kept(store, stat);
    return entry.withContent(
        stat.size(),
        kept.isPresent() ? kept.get() : read(store, stat, HashAlgorithm.SHA2_256_CHUNKED));
  }

  /** The entry's own hash, which must be right, if only its size is missing. */
  private static ContentHash hash(PackageEntry entry, Content content) throws IOException {
    ContentHash known = entry.hashOrNull();
    if (known == null) {
      return HashAlgorithm.SHA2_256_CHUNKED.hash(content);
    }
    EntryCheck.of(null, entry).require(content);
    return known;
  }

  private static void requireSize(PackageEntry entry, long actual) throws IOException {
    if (entry.size().isPresent() && entry.size().getAsLong() != actual) {
      throw new IOException(
          "%s has %d bytes; when it was added to the package it had %d. Add it again."
              .formatted(entry.get(), actual, entry.size().getAsLong()));
    }
  }

  /** What the store has of the content's hash already. */
  static Optional<ContentHash> kept(ObjectStore store, ObjectStat stat) throws IOException {
    long chunk = ChunkSize.of(stat.size());
    if (stat.sha256() != null && stat.size() <= chunk) {
      return Optional.of(HashAlgorithm.chunkedOfWhole(stat.sha256(), stat.size()));
    }
    if (store instanceof SupportsPartChecksums parts && stat.size() > 0) {
      Optional<PartChecksums> found = parts.partChecksums(stat.key(), stat.versionId());
      return found
          .filter(
              checksums ->
                  checksums.parts() == ChunkSize.count(stat.size(), chunk)
                      && checksums.firstPartSize() == Math.min(chunk, stat.size()))
          .map(checksums -> HashAlgorithm.SHA2_256_CHUNKED.named(checksums.sha256()));
    }
    return Optional.empty();
  }

  /** The hash of an object, of which all is read. */
  static ContentHash read(ObjectStore store, ObjectStat stat, HashAlgorithm algorithm)
      throws IOException {
    return algorithm.hash(content(store, stat));
  }

  private static Content content(ObjectStore store, ObjectStat stat) {
    ReadOptions version = new ReadOptions(stat.versionId(), null, stat.eTag());
    return new Content() {
      @Override
      public long size() {
        return stat.size();
      }

      @Override
      public InputStream open() throws IOException {
        ObjectContent content = store.open(stat.key(), version);
        return content.stream();
      }
    };
  }
}
