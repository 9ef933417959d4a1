package io.t4.tabular;

import io.t4.error.InvalidInputException;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A file as a table that people look at: a page of its rows, sorted and filtered over the whole
 * file, and a summary of its columns. Nothing is kept between calls, and memory is bounded by the
 * limits, whatever the size of the file. For one thread.
 *
 * <p>Values of text files are shown as they stand there. A column counts as one of numbers or times
 * if nine of ten of its first values are such; the others stay where they are, and are sorted
 * behind. Nothing is ever left out because of its type.
 *
 * <p>Calls throw {@link io.t4.error.FormatException} if the file is damaged or none of its format,
 * {@link io.t4.error.TooLargeException} beyond the limits, and {@link
 * io.t4.error.InvalidInputException} for a selection that the table doesn't have; after each of
 * them it can be asked again. No limit of time holds: whoever needs one runs this in a process of
 * its own.
 */
public final class FileTable implements AutoCloseable {
  /** By so many rows it is seen what a column of texts holds. */
  private static final int SAMPLE = 10_000;

  private static final int AGGREGATES = 6;
  private static final int KINDS = 5;

  private static final String WHOLE = "'^[+-]?\\d{1,18}$'";
  private static final String DATE = "'^\\d{4}-\\d\\d-\\d\\d$'";
  private static final String TIME = "'^\\d{4}-\\d\\d-\\d\\d[T ]\\d'";

  private final DuckDb database;
  private final FileScan scan;

  private FileTable(DuckDb database, FileScan scan) {
    this.database = database;
    this.scan = scan;
  }

  /**
   * Opens a file, of which nothing but this can be read from then on.
   *
   * @throws io.t4.error.TooLargeException if a line of JSON nests too deep
   */
  public static FileTable open(TableFile file, DatabaseLimits limits) throws IOException {
    DuckDb database = DuckDb.open(limits);
    try {
      FileScan scan = FileScan.of(database, file);
      database.lock(List.of(scan.file()));
      return new FileTable(database, scan);
    } catch (SQLException e) {
      database.close();
      throw database.readError(e);
    } catch (IOException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** Some of its rows. */
  public TextRows rows(RowSelection selection) {
    return reading(
        from -> {
          List<ComparedColumn> columns = columns(from);
          List<ComparedColumn> shown = shown(columns);
          int longest = TextRows.longestValue(selection.most(), shown.size());
          String sql =
              "SELECT "
                  + joined(shown, column -> "left(" + column.text() + ", " + (longest + 1) + ")")
                  + " FROM (SELECT "
                  + joined(shown, ComparedColumn::reference)
                  + " FROM "
                  + from
                  + where(selection.filters(), shown)
                  + orderBy(selection.order(), shown)
                  + " LIMIT "
                  + (selection.most() + 1)
                  + " OFFSET "
                  + selection.from()
                  + ")";
          try (Statement statement = database.connection().createStatement();
              ResultSet result = statement.executeQuery(sql)) {
            return TextRows.read(
                result,
                shown.stream().map(ComparedColumn::column).toList(),
                selection.most(),
                longest,
                columns.size() - shown.size());
          }
        });
  }

  /**
   * What its columns hold, the first {@value TextRows#MOST_COLUMNS} of them. Reads the whole file.
   */
  public List<ColumnSummary> summary() {
    return reading(
        from -> {
          List<ComparedColumn> columns = shown(columns(from));
          String sql =
              "SELECT count(*), " + joined(columns, FileTable::aggregates) + " FROM " + from;
          try (Statement statement = database.connection().createStatement();
              ResultSet result = statement.executeQuery(sql)) {
            result.next();
            long rows = result.getLong(1);
            List<ColumnSummary> summaries = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
              summaries.add(summary(columns.get(i), rows, result, 2 + i * AGGREGATES));
            }
            return summaries;
          }
        });
  }

  private static String aggregates(ComparedColumn column) {
    String value = column.value();
    String text = "left(CAST(%s(" + value + ") AS VARCHAR), 101)";
    return String.join(
        ", ",
        "count(" + column.reference() + ")",
        "count(" + value + ")",
        "approx_count_distinct(" + column.reference() + ")",
        text.formatted("min"),
        text.formatted("max"),
        column.kind() == ComparedColumn.Kind.NUMBER
            ? "avg(CAST(" + value + " AS DOUBLE))"
            : "NULL::DOUBLE");
  }

  private static ColumnSummary summary(
      ComparedColumn column, long rows, ResultSet result, int first) throws SQLException {
    long present = result.getLong(first);
    double mean = result.getDouble(first + 5);
    boolean noMean = result.wasNull();
    return new ColumnSummary(
        column.column(),
        present,
        rows - present,
        present - result.getLong(first + 1),
        // An estimate may exceed what there is.
        Math.min(present, result.getLong(first + 2)),
        result.getString(first + 3),
        result.getString(first + 4),
        noMean ? null : mean);
  }

  /** Reads by an expression to select from. */
  @FunctionalInterface
  private interface Reading<T> {
    T from(String from) throws SQLException;
  }

  private <T> T reading(Reading<T> reading) {
    @Nullable SQLException first = null;
    for (int way = 0; way < scan.ways(); way++) {
      try {
        return reading.from(scan.texts(database, way));
      } catch (SQLException e) {
        first = first == null ? e : first;
        if (!FileScan.asksForAnotherWay(e)) {
          throw database.readError(e);
        }
      }
    }
    // What is wrong with the file as most are written is what helps its owner.
    throw database.readError(
        first == null ? new SQLException("there is no way to read it") : first);
  }

  private List<ComparedColumn> columns(String from) throws SQLException {
    List<TextRows.Column> columns = database.columns(from);
    if (!scan.isText()) {
      return columns.stream().map(column -> ComparedColumn.of(column, false)).toList();
    }
    String sql =
        "SELECT "
            + columns.stream().map(FileTable::kinds).collect(Collectors.joining(", "))
            + " FROM (SELECT * FROM "
            + from
            + " LIMIT "
            + SAMPLE
            + ")";
    List<ComparedColumn> compared = new ArrayList<>();
    try (Statement statement = database.connection().createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      for (int i = 0; i < columns.size(); i++) {
        compared.add(
            ComparedColumn.of(
                new TextRows.Column(columns.get(i).name(), type(result, 1 + i * KINDS)), true));
      }
    }
    return compared;
  }

  private static String kinds(TextRows.Column column) {
    String value = DuckDb.identifier(column.name());
    String times = "count(TRY_CAST(" + value + " AS TIMESTAMPTZ)) FILTER (regexp_matches(" + value;
    return String.join(
        ", ",
        "count(" + value + ")",
        "count(*) FILTER (regexp_matches(" + value + ", " + WHOLE + "))",
        "count(TRY_CAST(" + value + " AS DOUBLE))",
        times + ", " + DATE + "))",
        times + ", " + TIME + "))");
  }

  private static String type(ResultSet counts, int first) throws SQLException {
    long present = counts.getLong(first);
    long whole = counts.getLong(first + 1);
    long numbers = counts.getLong(first + 2);
    long dates = counts.getLong(first + 3);
    long times = counts.getLong(first + 4);
    if (isMost(numbers, present)) {
      return whole == numbers ? "BIGINT" : "DOUBLE";
    }
    if (isMost(dates + times, present)) {
      return times == 0 ? "DATE" : "TIMESTAMP";
    }
    return "VARCHAR";
  }

  /** Some may be words for a missing value. */
  private static boolean isMost(long some, long all) {
    return all > 0 && some * 10 >= all * 9;
  }

  private static List<ComparedColumn> shown(List<ComparedColumn> columns) {
    return columns.subList(0, Math.min(columns.size(), TextRows.MOST_COLUMNS));
  }

  private static String where(List<RowSelection.Filter> filters, List<ComparedColumn> columns) {
    return filters.isEmpty()
        ? ""
        : filters.stream()
            .map(
                filter ->
                    column(columns, filter.column()).where(filter.comparison(), filter.value()))
            .collect(Collectors.joining(" AND ", " WHERE ", ""));
  }

  /**
   * Rows with equal values are sorted by all others, so that each page continues the one before.
   */
  private static String orderBy(RowSelection.@Nullable Order order, List<ComparedColumn> columns) {
    if (order == null) {
      return "";
    }
    return " ORDER BY "
        + column(columns, order.column()).value()
        + (order.direction() == RowSelection.Direction.DESCENDING ? " DESC" : " ASC")
        + " NULLS LAST, "
        + joined(columns, ComparedColumn::reference);
  }

  private static ComparedColumn column(List<ComparedColumn> columns, int number) {
    if (number < 1 || number > columns.size()) {
      throw new InvalidInputException(
          "there is no column %d; the table has %d".formatted(number, columns.size()));
    }
    return columns.get(number - 1);
  }

  private static String joined(
      List<ComparedColumn> columns, Function<ComparedColumn, String> part) {
    return columns.stream().map(part).collect(Collectors.joining(", "));
  }

  @Override
  public void close() throws IOException {
    database.close();
  }
}
