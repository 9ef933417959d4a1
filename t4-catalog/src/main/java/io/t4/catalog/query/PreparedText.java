package io.t4.catalog.query;

import java.util.List;

/**
 * A query in the syntax of Lucene's parser.
 *
 * @param text what the parser reads
 * @param positions for each character of the text, and for its end, where it was in what the user
 *     typed
 * @param regularExpressions those of the query; the text has their index between the slashes
 */
record PreparedText(String text, List<Integer> positions, List<Word> regularExpressions) {
  PreparedText {
    positions = List.copyOf(positions);
    regularExpressions = List.copyOf(regularExpressions);
    if (positions.size() != text.length() + 1) {
      throw new IllegalArgumentException("Each character needs a position");
    }
  }

  /** Where the character at this index was in what the user typed; beyond the end, the end. */
  int typedAt(int index) {
    return positions.get(Math.max(0, Math.min(index, text.length())));
  }
}
