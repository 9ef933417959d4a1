package io.t4.benchmarks.catalog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a search found.
 *
 * @param nanoseconds from the request to the last byte of the answer, read
 * @param total how many objects match
 * @param hits the first of them
 */
record Answer(long nanoseconds, long total, List<Hit> hits) {
  Answer {
    hits = List.copyOf(hits);
  }

  /** An object that was found. */
  record Hit(String key, long size, String text, Map<String, @Nullable Object> meta) {}
}
