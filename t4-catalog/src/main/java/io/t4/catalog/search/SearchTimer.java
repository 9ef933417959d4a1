package io.t4.catalog.search;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/** Measures how long the search engine takes: {@code t4.catalog.search}. */
final class SearchTimer {
  private static final String NAME = "t4.catalog.search";

  private SearchTimer() {}

  /**
   * @param buckets {@code one} or {@code several}
   */
  static JsonNode time(String buckets, Supplier<JsonNode> search) {
    Timer.Sample sample = Timer.start();
    String outcome = "failed";
    try {
      JsonNode answer = search.get();
      outcome = "answered";
      return answer;
    } finally {
      sample.stop(Metrics.timer(NAME, "buckets", buckets, "outcome", outcome));
    }
  }
}
