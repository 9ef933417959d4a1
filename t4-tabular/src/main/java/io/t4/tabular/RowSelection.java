package io.t4.tabular;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of a table are wanted, and in which order. Columns are named by their number, from 1
 * on: names may be there twice.
 *
 * @param from how many are left out
 * @param most how many at the most, 1 to {@value #MOST_ROWS}
 * @param order null for that of the file
 * @param filters all of which must hold
 */
public record RowSelection(long from, int most, @Nullable Order order, List<Filter> filters) {
  /** The largest page. */
  public static final int MOST_ROWS = 1_000;

  /**
   * Checks it.
   *
   * @throws IllegalArgumentException if a number is out of its range
   */
  public RowSelection {
    filters = List.copyOf(filters);
    if (from < 0 || most < 1 || most > MOST_ROWS) {
      throw new IllegalArgumentException(
          "from must be 0 or more and most 1 to %d, not %d and %d"
              .formatted(MOST_ROWS, from, most));
    }
  }

  /**
   * By what rows are sorted; missing values are last.
   *
   * @param column its number
   */
  public record Order(int column, Direction direction) {}

  /** Which value is first. */
  public enum Direction {
    /** The smallest. */
    ASCENDING,
    /** The largest. */
    DESCENDING
  }

  /**
   * What must hold of a row.
   *
   * @param column its number
   * @param value what is compared with
   */
  public record Filter(int column, Comparison comparison, String value) {}

  /** How a value is compared. */
  public enum Comparison {
    /** It contains the text, whatever the case. */
    CONTAINS,
    /** It is the same text, or the same number. */
    EQUAL,
    /** It is less: as a number or time if the column has such, else as a text. */
    LESS,
    /** It is more, likewise. */
    MORE
  }
}
