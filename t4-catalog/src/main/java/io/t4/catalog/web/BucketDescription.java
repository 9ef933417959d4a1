package io.t4.catalog.web;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.indexing.IndexingStatus;

/**
 * What the catalog tells of a bucket.
 *
 * @param documents how many versions are in the index
 */
record BucketDescription(
    String id, String name, String uri, long documents, IndexingStatus indexing) {
  static BucketDescription of(ServedBucket bucket) {
    return new BucketDescription(
        bucket.id(),
        bucket.name(),
        bucket.uri(),
        bucket.index().count(),
        bucket.indexing().status());
  }
}
