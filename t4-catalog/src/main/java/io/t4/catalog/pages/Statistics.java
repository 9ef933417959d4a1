package io.t4.catalog.pages;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.index.ObjectDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is in a bucket now, as the index knows it.
 *
 * @param changed when its newest object was written; null if it has none
 * @param extensions the most frequent ones
 */
record Statistics(
    boolean known,
    long objects,
    long bytes,
    @Nullable Instant changed,
    List<Extension> extensions) {

  /**
   * What has one extension.
   *
   * @param name with its dot; empty for none
   */
  record Extension(String name, long objects, long bytes) {}

  /** While the search engine does not answer. */
  static final Statistics UNKNOWN = new Statistics(false, 0, 0, null, List.of());

  private static final int EXTENSIONS = 10;

  static Statistics of(ServedBucket bucket) {
    Map<String, Object> bytes = Map.of("bytes", Map.of("sum", Map.of("field", "size")));
    Map<String, Object> aggregations =
        Map.of(
            "bytes",
            Map.of("sum", Map.of("field", "size")),
            "changed",
            Map.of("max", Map.of("field", "updated")),
            "ext",
            Map.of("terms", Map.of("field", "ext", "size", EXTENSIONS), "aggs", bytes));
    JsonNode answer =
        bucket
            .index()
            .search(
                Map.of(
                    "size",
                    0,
                    "track_total_hits",
                    true,
                    "query",
                    ObjectDocument.IS_CONTENT,
                    "aggs",
                    aggregations));
    JsonNode found = answer.path("aggregations");
    List<Extension> extensions = new ArrayList<>();
    for (JsonNode extension : found.path("ext").path("buckets")) {
      extensions.add(
          new Extension(
              extension.path("key").asString(),
              extension.path("doc_count").asLong(),
              sum(extension.path("bytes"))));
    }
    JsonNode changed = found.path("changed").path("value");
    return new Statistics(
        true,
        answer.path("hits").path("total").path("value").asLong(),
        sum(found.path("bytes")),
        changed.isNumber() ? Instant.ofEpochMilli(changed.asLong()) : null,
        extensions);
  }

  private static long sum(JsonNode aggregation) {
    return (long) aggregation.path("value").asDouble();
  }
}
