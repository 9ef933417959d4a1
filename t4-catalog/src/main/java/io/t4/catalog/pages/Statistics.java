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
 * @param periods from the oldest object to the newest, equally long
 */
record Statistics(
    boolean known,
    long objects,
    long bytes,
    @Nullable Instant changed,
    List<Extension> extensions,
    List<Period> periods) {

  /**
   * What has one extension.
   *
   * @param name with its dot; empty for none
   */
  record Extension(String name, long objects, long bytes) {}

  /** What was last changed in a time that ends where the next one begins. */
  record Period(Instant begin, long objects, long bytes) {}

  /** While the search engine does not answer. */
  static final Statistics UNKNOWN = new Statistics(false, 0, 0, null, List.of(), List.of());

  private static final int EXTENSIONS = 10;
  private static final int PERIODS = 24;

  static Statistics of(ServedBucket bucket) {
    Map<String, Object> bytes = Map.of("bytes", Map.of("sum", Map.of("field", "size")));
    Map<String, Object> aggregations =
        Map.of(
            "bytes",
            Map.of("sum", Map.of("field", "size")),
            "changed",
            Map.of("max", Map.of("field", "updated")),
            "ext",
            Map.of("terms", Map.of("field", "ext", "size", EXTENSIONS), "aggs", bytes),
            "periods",
            Map.of(
                "auto_date_histogram",
                Map.of("field", "updated", "buckets", PERIODS),
                "aggs",
                bytes));
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
        extensions,
        periods(found.path("periods").path("buckets")));
  }

  private static List<Period> periods(JsonNode buckets) {
    List<Period> periods = new ArrayList<>();
    for (JsonNode period : buckets) {
      periods.add(
          new Period(
              Instant.ofEpochMilli(period.path("key").asLong()),
              period.path("doc_count").asLong(),
              sum(period.path("bytes"))));
    }
    return periods;
  }

  private static long sum(JsonNode aggregation) {
    return (long) aggregation.path("value").asDouble();
  }
}
