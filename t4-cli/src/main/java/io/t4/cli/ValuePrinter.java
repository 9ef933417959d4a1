package io.t4.cli;

import io.t4.formats.Formats;
import io.t4.formats.NumpyArray;
import io.t4.storage.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.dflib.DataFrame;
import org.dflib.print.TabularPrinter;
import org.dflib.row.RowProxy;
import org.jspecify.annotations.Nullable;

/**
 * Prints what the formats read: tables and arrays aligned and shortened, JSON indented, text as it
 * is, the rest by its own description.
 */
final class ValuePrinter {
  private static final int MOST_CHARACTERS_IN_A_CELL = 48;

  private final Output out;
  private final int rows;

  /**
   * @param rows how many rows of a table to show, from its beginning and end
   */
  ValuePrinter(Output out, int rows) {
    this.out = out;
    this.rows = rows;
  }

  /** Prints a value for people. */
  void print(@Nullable Object value) throws IOException {
    if (value instanceof CharSequence text) {
      out.block(text.toString());
    } else if (value instanceof byte[] bytes) {
      out.line("%,d bytes; 't4 cat' writes them".formatted(bytes.length));
    } else if (value instanceof NumpyArray array) {
      out.line(array.toString());
      out.block(new ArrayText(array).toString());
    } else if (value instanceof Map<?, ?> map
        && !map.isEmpty()
        && map.values().stream().allMatch(NumpyArray.class::isInstance)) {
      printDirectory(map);
    } else if (PlainJson.canHold(value)) {
      out.prettyJson(PlainJson.of(value));
    } else if (value instanceof DataFrame table) {
      out.block(
          new TabularPrinter(rows, MOST_CHARACTERS_IN_A_CELL)
              .print(new StringBuilder(), table)
              .toString()
              .stripLeading());
    } else {
      out.block(String.valueOf(value));
    }
  }

  /** Prints the values of a directory, or the arrays of a file, each under its key. */
  void printDirectory(Map<?, ?> values) throws IOException {
    for (Map.Entry<?, ?> entry : values.entrySet()) {
      out.line("== " + entry.getKey() + " ==");
      print(entry.getValue());
      out.line("");
    }
  }

  /** Prints a value as JSON: a table as a line for each row, anything else on one line. */
  void printJson(@Nullable Object value) throws IOException {
    if (value instanceof DataFrame table) {
      for (RowProxy row : table) {
        out.json(PlainJson.of(row));
      }
    } else {
      out.json(PlainJson.of(value));
    }
  }

  /** Prints a table as CSV, as the format of that name writes it. */
  void printCsv(Object table, Formats formats) throws IOException {
    Content csv = formats.write("result.csv", table, null, Map.of()).content();
    try (InputStream content = csv.open()) {
      out.raw(content);
    }
  }
}
