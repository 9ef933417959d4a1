package io.t4.tabular;

import io.t4.error.InvalidInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One SELECT of somebody who isn't trusted over tables of files. First {@link #tables} tells which
 * it wants, then {@link #open} gives them; after that nothing else can be read. For one thread.
 *
 * <p>Texts get the types that their values seem to have, found from the first lines; where that
 * fails later on, from all of them.
 *
 * <p>Calls throw {@link InvalidInputException} for a statement that is none or may not be, with its
 * place, {@link io.t4.error.FormatException} for a damaged file, and {@link
 * io.t4.error.TooLargeException} beyond the limits. No limit of time holds: whoever needs one runs
 * this in a process of its own.
 */
public final class FileQuery implements AutoCloseable {
  /**
   * How a result is kept in a file; in that file from the beginning, as no other can be written.
   */
  public enum Export {
    /** With a header, by RFC 4180. */
    CSV("FORMAT csv, HEADER, USE_TMP_FILE false"),
    /** Apache Parquet. */
    PARQUET("FORMAT parquet, USE_TMP_FILE false");

    private final String options;

    Export(String options) {
      this.options = options;
    }
  }

  private final DuckDb database;
  private final String sql;
  private final Set<String> tables;
  private final Map<String, FileScan> scans = new LinkedHashMap<>();

  private FileQuery(DuckDb database, String sql, Set<String> tables) {
    this.database = database;
    this.sql = sql;
    this.tables = tables;
  }

  /** Takes a statement, of which nothing runs yet. */
  public static FileQuery of(String sql, DatabaseLimits limits) throws IOException {
    DuckDb database = DuckDb.open(limits);
    try {
      return new FileQuery(database, withoutEnd(sql), names(SelectStatement.check(database, sql)));
    } catch (SQLException e) {
      database.close();
      throw database.statementError(e);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /** A result is selected from again, where no end may be within. */
  private static String withoutEnd(String sql) {
    String stripped = sql.strip();
    while (stripped.endsWith(";")) {
      stripped = stripped.substring(0, stripped.length() - 1).strip();
    }
    return stripped;
  }

  private static Set<String> names(SelectStatement.Tables read) {
    read.qualified().stream()
        .findFirst()
        .ifPresent(
            name -> {
              throw new InvalidInputException(
                  "the SQL statement reads %s without quotes; put the names of files in single quotes: FROM '%s'"
                      .formatted(name, name));
            });
    Set<String> seen = new HashSet<>();
    for (String name : read.names()) {
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new InvalidInputException(
            "the SQL statement reads two files whose names differ in case only: '%s'; SQL can't tell them apart"
                .formatted(name));
      }
    }
    return Set.copyOf(read.names());
  }

  /** The names of the tables that the statement reads. */
  public Set<String> tables() {
    return tables;
  }

  /**
   * Opens the files and takes everything else out of reach; to be called once.
   *
   * @param files by the names of {@link #tables}
   * @param written the only file that can be written; null for none
   */
  public void open(Map<String, TableFile> files, @Nullable Path written) throws IOException {
    try {
      for (Map.Entry<String, TableFile> file : files.entrySet()) {
        scans.put(file.getKey(), FileScan.of(database, file.getValue()));
      }
      List<Path> reachable = new ArrayList<>(scans.values().stream().map(FileScan::file).toList());
      if (written != null) {
        database.hide(written);
        reachable.add(written);
      }
      database.lock(reachable);
    } catch (SQLException e) {
      throw database.readError(e);
    }
  }

  /**
   * Runs it.
   *
   * @param most how many rows are wanted
   */
  public TextRows rows(int most) throws IOException {
    return running(() -> readRows(most));
  }

  /**
   * Runs it and writes its rows.
   *
   * @param target the file that {@link #open} was told of
   */
  public void export(Path target, Export format) throws IOException {
    running(
        () -> {
          // Its own mistakes have their place in it.
          columns();
          database.execute(
              "COPY (\n%s\n) TO %s (%s)"
                  .formatted(sql, DuckDb.text(target.toString()), format.options));
          return target;
        });
  }

  private TextRows readRows(int most) throws SQLException {
    List<TextRows.Column> columns = columns();
    List<TextRows.Column> shown =
        columns.subList(0, Math.min(columns.size(), TextRows.MOST_COLUMNS));
    int longest = TextRows.longestValue(most, shown.size());
    try (Statement statement = database.connection().createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT left(CAST(COLUMNS(*) AS VARCHAR), %d) FROM (\n%s\n) LIMIT %d"
                    .formatted(longest + 1, sql, most + 1))) {
      return TextRows.read(result, shown, most, longest, columns.size() - shown.size());
    }
  }

  private List<TextRows.Column> columns() throws SQLException {
    List<TextRows.Column> columns = new ArrayList<>();
    try (PreparedStatement statement = database.connection().prepareStatement(sql)) {
      ResultSetMetaData meta = statement.getMetaData();
      for (int i = 1; i <= meta.getColumnCount(); i++) {
        columns.add(new TextRows.Column(meta.getColumnName(i), meta.getColumnTypeName(i)));
      }
    }
    return columns;
  }

  /** A step that reads the tables. */
  @FunctionalInterface
  private interface Run<T> {
    T run() throws SQLException;
  }

  private <T> T running(Run<T> run) throws IOException {
    int ways = scans.values().stream().mapToInt(FileScan::ways).max().orElse(1);
    for (int way = 0; ; way++) {
      bind(way);
      try {
        return run.run();
      } catch (SQLException e) {
        if (way + 1 == ways || !FileScan.asksForAnotherWay(e)) {
          throw database.statementError(e);
        }
      }
    }
  }

  private void bind(int way) throws IOException {
    for (Map.Entry<String, FileScan> scan : scans.entrySet()) {
      FileScan file = scan.getValue();
      for (int own = Math.min(way, file.ways() - 1); ; own++) {
        try {
          database.execute(
              "CREATE OR REPLACE VIEW "
                  + DuckDb.identifier(scan.getKey())
                  + " AS SELECT * FROM "
                  + file.typed(database, own));
          break;
        } catch (SQLException e) {
          if (own + 1 == file.ways() || !FileScan.asksForAnotherWay(e)) {
            throw database.readError(e);
          }
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    database.close();
  }
}
