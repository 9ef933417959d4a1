package io.t4.catalog.buckets;

import io.t4.catalog.index.BucketIndex;
import io.t4.catalog.indexing.BucketIndexing;
import io.t4.storage.Location;
import io.t4.storage.ObjectStore;
import java.util.Locale;

/**
 * A bucket that is indexed and searched.
 *
 * @param location without key
 */
public record ServedBucket(
    Location location, ObjectStore store, BucketIndex index, BucketIndexing indexing) {

  /** Its URI. */
  public String uri() {
    return location.toString();
  }

  /** What clients call it: the name on S3, the URI of a directory. */
  public String name() {
    return location.scheme().equals("s3") ? location.bucket() : uri();
  }

  /** What stands for it in paths of URLs: letters, digits, dots and hyphens. */
  public String id() {
    if (location.scheme().equals("s3")) {
      return location.bucket();
    }
    String path = location.path().toString();
    String readable = path.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    return "file%s-%08x".formatted(readable, path.hashCode());
  }
}
