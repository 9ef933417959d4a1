package io.t4.search;

import static java.util.Objects.requireNonNull;

import io.t4.error.InvalidInputException;

/**
 * How to search.
 *
 * <pre>{@code b.search("thor", SearchOptions.byRelevance().atMost(10))}</pre>
 *
 * @param limit how many hits at most; {@link #UNLIMITED} for all
 * @param order which come first
 */
public record SearchOptions(int limit, SearchOrder order) {
  /** No limit. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  public SearchOptions {
    requireNonNull(order, "order");
    if (limit < 0) {
      throw new InvalidInputException(
          "The limit of a search must be 0 or more hits, not " + limit + ".");
    }
  }

  /** All hits, newest first. */
  public static SearchOptions newestFirst() {
    return new SearchOptions(UNLIMITED, SearchOrder.NEWEST);
  }

  /** All hits, those that match best first. */
  public static SearchOptions byRelevance() {
    return new SearchOptions(UNLIMITED, SearchOrder.RELEVANCE);
  }

  /**
   * The same with a limit.
   *
   * @param hits 0 or more; 0 asks for the total alone
   */
  public SearchOptions atMost(int hits) {
    return new SearchOptions(hits, order);
  }
}
