package io.t4.catalog.search;

import java.util.List;
import java.util.Map;

/** How the engine is to show what matched. */
public final class Highlighting {
  /** Where a match begins in a highlight. */
  public static final String MATCH_START = "<em>";

  /** Where a match ends in a highlight. */
  public static final String MATCH_END = "</em>";

  private static final int FRAGMENTS = 3;
  private static final int FRAGMENT_SIZE = 150;

  /**
   * Of a text so many characters are looked through for matches to show: that takes as long as
   * indexing them did, for each text and pattern, and no timeout ends it.
   */
  private static final int MAX_OF_TEXT = 50_000;

  /** Of all texts of a page so many, evenly. */
  private static final int MAX_OF_PAGE = 1_000_000;

  private Highlighting() {}

  /**
   * @param size how many hits a page has, 1 at least
   * @param fields that are shown, each with what is different in it
   */
  static Map<String, Object> of(int size, Map<String, Object> fields) {
    return Map.of(
        "require_field_match",
        false,
        "number_of_fragments",
        FRAGMENTS,
        "fragment_size",
        FRAGMENT_SIZE,
        "max_analyzer_offset",
        Math.min(MAX_OF_TEXT, MAX_OF_PAGE / size),
        "pre_tags",
        List.of(MATCH_START),
        "post_tags",
        List.of(MATCH_END),
        "fields",
        fields);
  }
}
