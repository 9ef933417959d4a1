package io.t4.catalog.pages;

import io.t4.catalog.buckets.ServedBucket;

/**
 * What pages tell of a bucket.
 *
 * @param id in addresses
 * @param title for people
 */
public record BucketCard(String id, String title, String uri, Statistics statistics) {
  /** Without its numbers. */
  public static BucketCard of(ServedBucket bucket) {
    return of(bucket, Statistics.UNKNOWN);
  }

  static BucketCard of(ServedBucket bucket, Statistics statistics) {
    return new BucketCard(bucket.id(), title(bucket), bucket.uri(), statistics);
  }

  /** A bucket's name, or a directory's last one. */
  public static String title(ServedBucket bucket) {
    if (bucket.location().scheme().equals("s3")) {
      return bucket.name();
    }
    Object last = bucket.location().path().getFileName();
    return last == null ? bucket.name() : last.toString();
  }
}
