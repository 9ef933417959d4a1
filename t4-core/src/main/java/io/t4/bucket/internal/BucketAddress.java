package io.t4.bucket.internal;

import io.t4.bucket.Bucket;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import io.t4.storage.ObjectKeys;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A URI split into bucket and key.
 *
 * <p>{@code file:} URIs don't show where the bucket ends: it is a directory that exists, and what
 * is below may be about to be made.
 *
 * @param bucket without key
 * @param key empty for the bucket itself
 * @param versionId null for the current version
 */
public record BucketAddress(Location bucket, String key, @Nullable String versionId) {

  /** On disk the bucket is the nearest directory: that of the URI itself, if it is one. */
  public static BucketAddress of(String uri) {
    Location location = Location.parse(uri);
    return location.scheme().equals("file")
        ? below(location.path(), location.path(), uri)
        : new BucketAddress(location.withoutKey(), location.key(), location.versionId());
  }

  /** As {@link #of}; a path stands for its {@code file:} URI. */
  public static BucketAddress ofUriOrPath(String uriOrPath) {
    if (Location.isUri(uriOrPath)) {
      return of(uriOrPath);
    }
    Path path = Location.directory(Path.of(uriOrPath)).path();
    return below(path, path, uriOrPath);
  }

  /**
   * On disk the bucket is the nearest directory above, so that there is a key to copy, replace or
   * delete even if the URI is that of a directory.
   */
  public static BucketAddress ofObject(String uri) {
    Location location = Location.parse(uri);
    if (!location.scheme().equals("file") || location.path().getParent() == null) {
      return of(uri);
    }
    return below(location.path().getParent(), location.path(), uri);
  }

  /** Whether it can only be a directory: the key is empty or ends in {@code /}. */
  public boolean isDirectory() {
    return key.isEmpty() || ObjectKeys.isDirectory(key);
  }

  /** If this is a directory, what has that name in it; else this. */
  public BucketAddress orInside(String name) {
    return isDirectory() ? new BucketAddress(bucket, key + name, versionId) : this;
  }

  public Bucket open(T4Session session) {
    return Bucket.open(bucket.toString(), session);
  }

  /** Bucket, key and version in one. */
  public Location location() {
    return bucket.resolve(key, versionId);
  }

  private static BucketAddress below(Path highest, Path path, String named) {
    Path bucket = highest;
    while (!Files.isDirectory(bucket) && bucket.getParent() != null) {
      bucket = bucket.getParent();
    }
    String key = bucket.relativize(path).toString().replace(File.separatorChar, '/');
    boolean directory = named.endsWith("/") || named.endsWith(File.separator);
    return new BucketAddress(
        Location.directory(bucket), directory ? ObjectKeys.directoryPrefix(key) : key, null);
  }
}
