package io.t4.bucket;

import io.t4.storage.DirectoryEntry;
import io.t4.storage.Listing;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ObjectVersion;
import io.t4.storage.StorageFailures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The listings of stores in the forms that a bucket gives them. */
final class ListingStreams {
  private ListingStreams() {}

  /**
   * A stream that pulls from a listing, and closes it at its end or when it is closed.
   *
   * @param what for errors: {@code list s3://b/prefix}
   */
  static <T> Stream<T> stream(Listing<T> listing, String what) {
    Spliterator<T> elements =
        new Spliterators.AbstractSpliterator<>(
            Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
          @Override
          public boolean tryAdvance(Consumer<? super T> action) {
            Optional<T> next = StorageFailures.translating(what, () -> nextOf(listing));
            next.ifPresent(action);
            return next.isPresent();
          }
        };
    return StreamSupport.stream(elements, false)
        .onClose(() -> StorageFailures.running(what, listing::close));
  }

  private static <T> Optional<T> nextOf(Listing<T> listing) throws IOException {
    if (listing.hasNext()) {
      return Optional.of(listing.next());
    }
    listing.close();
    return Optional.empty();
  }

  /** Sorts the entries of a directory into a listing, which is closed. */
  static DirectoryListing collect(Listing<? extends DirectoryEntry> entries) throws IOException {
    List<String> directories = new ArrayList<>();
    List<ObjectVersion> versions = new ArrayList<>();
    List<ObjectVersion> deleteMarkers = new ArrayList<>();
    try (entries) {
      while (entries.hasNext()) {
        DirectoryEntry entry = entries.next();
        if (entry instanceof DirectoryEntry.Subdirectory directory) {
          directories.add(directory.key());
        } else {
          ObjectVersion version = version(entry);
          (version.deleteMarker() ? deleteMarkers : versions).add(version);
        }
      }
    }
    return new DirectoryListing(directories, versions, deleteMarkers);
  }

  /** The entries of exactly that key, which come first among those that start with it. */
  static List<ObjectVersion> ofKey(Listing<? extends DirectoryEntry> entries, String key)
      throws IOException {
    List<ObjectVersion> versions = new ArrayList<>();
    try (entries) {
      while (entries.hasNext()) {
        DirectoryEntry entry = entries.next();
        if (!entry.key().equals(key)) {
          break;
        }
        versions.add(version(entry));
      }
    }
    return versions;
  }

  private static ObjectVersion version(DirectoryEntry entry) {
    if (entry instanceof DirectoryEntry.VersionEntry version) {
      return version.version();
    }
    if (entry instanceof DirectoryEntry.ObjectEntry object) {
      ObjectSummary summary = object.object();
      return new ObjectVersion(
          summary.key(),
          summary.versionId(),
          true,
          false,
          summary.size(),
          summary.lastModified(),
          summary.eTag());
    }
    throw new IllegalArgumentException(entry + " is no object");
  }
}
