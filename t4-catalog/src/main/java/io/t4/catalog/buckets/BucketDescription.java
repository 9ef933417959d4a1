package io.t4.catalog.buckets;

import io.t4.catalog.index.BucketIndex;
import io.t4.catalog.index.SearchEngineException;
import io.t4.catalog.indexing.IndexingStatus;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog tells of a bucket.
 *
 * @param documents how many versions are in the index; null while the search engine doesn't answer
 * @param content how many of them have their text in the index in which way, by {@code
 *     content_state}; null as above
 */
public record BucketDescription(
    String id,
    String name,
    String uri,
    @Nullable Long documents,
    @Nullable Map<String, Long> content,
    IndexingStatus indexing) {
  /** What there is to tell now; asks the search engine. */
  public static BucketDescription of(ServedBucket bucket) {
    return new BucketDescription(
        bucket.id(),
        bucket.name(),
        bucket.uri(),
        asked(bucket, BucketIndex::count),
        asked(bucket, BucketIndex::contentStates),
        bucket.indexing().status());
  }

  private static <T> @Nullable T asked(ServedBucket bucket, Function<BucketIndex, T> question) {
    try {
      return question.apply(bucket.index());
    } catch (SearchEngineException e) {
      // The indexing tells of it as its problem.
      return null;
    }
  }
}
