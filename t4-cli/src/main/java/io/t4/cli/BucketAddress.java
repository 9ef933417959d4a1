package io.t4.cli;

import io.t4.bucket.Bucket;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import io.t4.storage.ObjectKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A URI of the command line, split into bucket and key.
 *
 * <p>{@code file:} URIs don't show where the bucket ends. For an object it is the nearest directory
 * above that exists; for a listing it is the directory itself.
 *
 * @param bucket without key
 * @param key empty for the bucket itself
 * @param versionId null for the current version
 */
record BucketAddress(Location bucket, String key, @Nullable String versionId) {

  /** The address of an object, or of a directory as a thing to copy or delete. */
  static BucketAddress ofObject(String uri) {
    Location location = Location.parse(uri);
    if (!location.scheme().equals("file")) {
      return new BucketAddress(location.withoutKey(), location.key(), location.versionId());
    }
    Path parent = location.path().getParent();
    return parent == null
        ? new BucketAddress(location, "", null)
        : below(parent, location.path(), uri.endsWith("/"));
  }

  /** The address of what is to be listed. */
  static BucketAddress ofListing(String uri) {
    Location location = Location.parse(uri);
    if (!location.scheme().equals("file")) {
      return new BucketAddress(location.withoutKey(), location.key(), location.versionId());
    }
    return below(location.path(), location.path(), uri.endsWith("/"));
  }

  /** As {@link #ofObject}; if the URI names a directory to put into, the key ends in that name. */
  static BucketAddress ofTarget(String uri, String name) {
    BucketAddress address = ofObject(uri);
    boolean directory = address.key.isEmpty() || ObjectKeys.isDirectory(address.key);
    return directory
        ? new BucketAddress(address.bucket, address.key + name, address.versionId)
        : address;
  }

  Bucket open(T4Session session) {
    return Bucket.open(bucket.toString(), session);
  }

  private static BucketAddress below(Path highest, Path path, boolean directory) {
    Path bucket = highest;
    while (!Files.isDirectory(bucket) && bucket.getParent() != null) {
      bucket = bucket.getParent();
    }
    StringBuilder key = new StringBuilder();
    for (Path segment : bucket.relativize(path)) {
      if (!segment.toString().isEmpty()) {
        key.append(key.isEmpty() ? "" : "/").append(segment);
      }
    }
    if (directory && !key.isEmpty()) {
      key.append('/');
    }
    return new BucketAddress(Location.directory(bucket), key.toString(), null);
  }
}
