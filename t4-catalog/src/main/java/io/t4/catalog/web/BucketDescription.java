package io.t4.catalog.web;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.index.SearchEngineException;
import io.t4.catalog.indexing.IndexingStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog tells of a bucket.
 *
 * @param documents how many versions are in the index; null while the search engine doesn't answer
 */
record BucketDescription(
    String id, String name, String uri, @Nullable Long documents, IndexingStatus indexing) {
  static BucketDescription of(ServedBucket bucket) {
    return new BucketDescription(
        bucket.id(), bucket.name(), bucket.uri(), documents(bucket), bucket.indexing().status());
  }

  private static @Nullable Long documents(ServedBucket bucket) {
    try {
      return bucket.index().count();
    } catch (SearchEngineException e) {
      // The indexing tells of it as its problem.
      return null;
    }
  }
}
