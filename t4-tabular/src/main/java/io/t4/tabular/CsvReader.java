package io.t4.tabular;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.formats.FormatSource;
import io.t4.tabular.CsvOptions.Quoting;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.dflib.DataFrame;
import org.dflib.Series;

/** Reads CSV as a table whose names and types are those that pandas finds. */
final class CsvReader {
  private final FormatSource source;
  private final CsvOptions options;

  private CsvReader(FormatSource source, CsvOptions options) {
    this.source = source;
    this.options = options;
  }

  static DataFrame read(FormatSource source, CsvOptions options) throws IOException {
    try {
      return new CsvReader(source, options).read();
    } catch (FormatException quoted) {
      // Many TSV files, unlike pandas' own, take quotes for ordinary characters.
      if (!source.extension().equals("tsv") || options.givenQuoting() != null) {
        throw quoted;
      }
      try {
        return new CsvReader(source, options.withQuoting(Quoting.NONE)).read();
      } catch (FormatException unquoted) {
        quoted.addSuppressed(unquoted);
        throw quoted;
      }
    }
  }

  private DataFrame read() throws IOException {
    List<String> names;
    List<CsvColumn> columns;
    try (InputStream in = source.open()) {
      CsvTokenizer records = new CsvTokenizer(in, options);
      if (!records.next()) {
        return DataFrame.empty(options.headerNames().toArray(String[]::new));
      }
      names = columnNames(records);
      columns = new ArrayList<>();
      CsvColumn.Maker kinds = new CsvColumn.Maker(options.naValues(), names.size());
      for (int i = 0; i < names.size(); i++) {
        columns.add(kinds.inferred());
      }
      readRows(records, options.useHeader() ? records.next() : true, columns);
    }
    if (columns.stream().anyMatch(CsvColumn::lostText)) {
      readTextAgain(columns);
    }
    return frame(names, columns);
  }

  private static void readRows(CsvTokenizer records, boolean found, List<CsvColumn> columns)
      throws IOException {
    int width = columns.size();
    for (boolean more = found; more; more = records.next()) {
      if (records.fieldCount() != width) {
        throw new FormatException(
            "line "
                + records.line()
                + " has "
                + records.fieldCount()
                + " fields and not "
                + width
                + " like the lines before it");
      }
      char[] text = records.text();
      for (int i = 0; i < width; i++) {
        columns.get(i).add(text, records.start(i), records.end(i));
      }
    }
  }

  /** Replaces the columns whose text was lost; the others keep what they have. */
  private void readTextAgain(List<CsvColumn> columns) throws IOException {
    boolean[] lost = new boolean[columns.size()];
    CsvColumn.Maker kinds = new CsvColumn.Maker(options.naValues(), lost.length);
    for (int i = 0; i < lost.length; i++) {
      lost[i] = columns.get(i).lostText();
      if (lost[i]) {
        columns.set(i, kinds.text());
      }
    }
    try (InputStream in = source.open()) {
      CsvTokenizer records = new CsvTokenizer(in, options);
      if (options.useHeader()) {
        records.next();
      }
      while (records.next()) {
        for (int i = 0; i < lost.length; i++) {
          if (lost[i]) {
            columns.get(i).add(records.text(), records.start(i), records.end(i));
          }
        }
      }
    }
  }

  private DataFrame frame(List<String> names, List<CsvColumn> columns) {
    Series<?>[] series = new Series<?>[columns.size()];
    int[] order = columnOrder(names);
    String[] ordered = new String[order.length];
    for (int i = 0; i < order.length; i++) {
      ordered[i] = names.get(order[i]);
      series[i] = columns.get(order[i]).build();
    }
    return DataFrame.byColumn(ordered).of(series);
  }

  /** Columns that are keys of the index come first, in the order of the option. */
  private int[] columnOrder(List<String> names) {
    Set<Integer> order = new LinkedHashSet<>();
    if (options.useIndex() && options.indexNamesAreKeys()) {
      for (Object key : options.indexNames()) {
        long position = key instanceof Number number ? number.longValue() : names.indexOf(key);
        if (position < 0 || position >= names.size()) {
          throw new InvalidInputException(
              "csv option index_names: there is no column " + key + " among " + names);
        }
        order.add((int) position);
      }
    }
    for (int i = 0; i < names.size(); i++) {
      order.add(i);
    }
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  private List<String> columnNames(CsvTokenizer first) {
    int width = first.fieldCount();
    int indexWidth = options.indexWidth();
    if (indexWidth > width) {
      throw new InvalidInputException(
          "csv option index_names has "
              + indexWidth
              + " names, but the table "
              + width
              + " columns");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      if (!options.useHeader()) {
        names.add(String.valueOf(i));
      } else if (first.start(i) < first.end(i)) {
        names.add(first.field(i));
      } else if (i < indexWidth && !options.indexNamesAreKeys()) {
        // As pandas' reset_index() names an index without a name.
        names.add(indexWidth == 1 ? "index" : "level_" + i);
      } else {
        names.add("Unnamed: " + i);
      }
    }
    List<String> given = options.headerNames();
    if (!given.isEmpty()) {
      // A writer's header_names leave the index out, a reader's may include it.
      int offset = given.size() == width ? 0 : indexWidth;
      if (given.size() + offset != width) {
        throw new InvalidInputException(
            "csv option header_names has "
                + given.size()
                + " names, but the table "
                + width
                + " columns");
      }
      if (new HashSet<>(given).size() < given.size()) {
        throw new InvalidInputException("csv option header_names repeats a name: " + given);
      }
      for (int i = 0; i < given.size(); i++) {
        names.set(offset + i, given.get(i));
      }
    }
    if (options.useIndex() && !options.indexNamesAreKeys()) {
      for (int i = 0; i < options.indexNames().size(); i++) {
        names.set(i, String.valueOf(options.indexNames().get(i)));
      }
    }
    return ColumnNames.distinct(names);
  }
}
