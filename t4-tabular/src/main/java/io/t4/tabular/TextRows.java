package io.t4.tabular;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows as people read them.
 *
 * @param columns of each row
 * @param rows a text for each column, null for a missing value
 * @param more whether there are rows behind them
 * @param columnsLeftOut how many columns there are beyond those
 */
public record TextRows(
    List<Column> columns, List<List<@Nullable String>> rows, boolean more, int columnsLeftOut) {
  /** The most columns that are given. */
  public static final int MOST_COLUMNS = 200;

  /** In characters, of all values together; about. */
  private static final int MOST_TEXT = 1_000_000;

  private static final int LONGEST_VALUE = 1_000;
  private static final int SHORTEST_LIMIT = 50;

  /** Keeps them. */
  public TextRows {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /**
   * A column.
   *
   * @param type as DuckDB calls it
   */
  public record Column(String name, String type) {}

  /** How many characters of a value are given, in a table of that size. */
  static int longestValue(int rows, int columns) {
    int each = MOST_TEXT / Math.max(1, rows * columns);
    return Math.max(SHORTEST_LIMIT, Math.min(LONGEST_VALUE, each));
  }

  /**
   * Reads texts.
   *
   * @param result has texts only, of at least as many columns, and at most one row more than
   *     wanted; each text has at most one character more than {@code longest}
   */
  static TextRows read(
      ResultSet result, List<Column> columns, int most, int longest, int columnsLeftOut)
      throws SQLException {
    List<List<@Nullable String>> rows = new ArrayList<>();
    while (result.next()) {
      if (rows.size() == most) {
        return new TextRows(columns, rows, true, columnsLeftOut);
      }
      List<@Nullable String> row = new ArrayList<>();
      for (int i = 1; i <= columns.size(); i++) {
        row.add(cut(result.getString(i), longest));
      }
      rows.add(Collections.unmodifiableList(row));
    }
    return new TextRows(columns, rows, false, columnsLeftOut);
  }

  private static @Nullable String cut(@Nullable String text, int longest) {
    return text == null || text.codePointCount(0, text.length()) <= longest
        ? text
        : text.substring(0, text.offsetByCodePoints(0, longest)) + "…";
  }
}
