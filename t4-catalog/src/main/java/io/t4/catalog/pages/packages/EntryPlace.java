package io.t4.catalog.pages.packages;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.error.InvalidInputException;
import io.t4.storage.Location;
import java.io.File;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where the content of an entry is.
 *
 * @param uri as the manifest has it, or its beginning
 * @param object null if it is in no bucket that the viewer sees: then it is not to be read
 */
record EntryPlace(String uri, @Nullable Pinned object) {
  /** No longer URI can name an object: keys have up to 1,024 bytes, each three characters. */
  static final int LONGEST = 4_096;

  /**
   * An object that the viewer may see.
   *
   * @param version null for the current one
   */
  record Pinned(ServedBucket bucket, String key, @Nullable String version) {}

  /**
   * That of an entry.
   *
   * @param physicalKey whatever the manifest says
   * @param visible the buckets that the viewer sees
   */
  static EntryPlace of(String physicalKey, Collection<ServedBucket> visible) {
    if (physicalKey.length() > LONGEST) {
      return new EntryPlace(RevisionHeader.beginning(physicalKey, LONGEST), null);
    }
    try {
      return new EntryPlace(physicalKey, pinned(Location.parse(physicalKey), visible));
    } catch (InvalidInputException e) {
      return new EntryPlace(physicalKey, null);
    }
  }

  private static @Nullable Pinned pinned(Location location, Collection<ServedBucket> visible) {
    if (location.scheme().equals("file")) {
      return inDirectory(location.path(), visible);
    }
    return location.key().isEmpty()
        ? null
        : visible.stream()
            .filter(bucket -> bucket.location().equals(location.withoutKey()))
            .findFirst()
            .map(bucket -> new Pinned(bucket, location.key(), location.versionId()))
            .orElse(null);
  }

  /** Of directories in each other the innermost. */
  private static @Nullable Pinned inDirectory(Path file, Collection<ServedBucket> visible) {
    return visible.stream()
        .filter(bucket -> bucket.location().scheme().equals("file"))
        .filter(
            bucket ->
                file.startsWith(bucket.location().path()) && !file.equals(bucket.location().path()))
        .max(Comparator.comparingInt(bucket -> bucket.location().path().getNameCount()))
        .map(
            bucket ->
                new Pinned(
                    bucket,
                    bucket
                        .location()
                        .path()
                        .relativize(file)
                        .toString()
                        .replace(File.separatorChar, '/'),
                    null))
        .orElse(null);
  }
}
