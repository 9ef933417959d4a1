package io.t4.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a page of hits begins.
 *
 * @param hits how many come before it
 * @param last the sort values of the last of them; null if there is none
 */
record PageStart(long hits, @Nullable List<@Nullable Object> last) {
  static final PageStart FIRST = new PageStart(0, null);

  /** As far as search engines count. */
  private static final int WINDOW = 10_000;

  /**
   * Whether to leave out hits by their number. Scores depend on all that is in the index: whenever
   * that changes, the values of a hit on the page before have become those of another place. What
   * is beyond the window can be reached by them only.
   */
  boolean isByNumber(SearchOrder order, int size) {
    return last == null || (order == SearchOrder.RELEVANCE && hits + size <= WINDOW);
  }
}
