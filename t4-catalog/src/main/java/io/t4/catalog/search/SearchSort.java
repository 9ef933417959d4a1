package io.t4.catalog.search;

import java.util.Locale;

/** Which hits come first. */
public enum SearchSort {
  /** What matches best. */
  RELEVANCE("_score"),
  /** What was written or published last. */
  NEWEST("updated");

  private final String field;

  SearchSort(String field) {
    this.field = field;
  }

  /** The field of the index that hits are sorted by, the largest value first. */
  String field() {
    return field;
  }

  /**
   * As it is named in addresses, {@code relevance} or {@code newest}.
   *
   * @throws InvalidSearchException if it is neither
   */
  public static SearchSort of(String name) {
    for (SearchSort sort : values()) {
      if (sort.label().equals(name)) {
        return sort;
      }
    }
    throw new InvalidSearchException("'sort' must be relevance or newest, not '" + name + "'");
  }

  /** Its name in addresses. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
