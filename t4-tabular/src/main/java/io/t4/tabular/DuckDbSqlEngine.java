package io.t4.tabular;

import io.t4.error.InvalidInputException;
import io.t4.error.TooLargeException;
import io.t4.formats.FormatHandler;
import io.t4.formats.FormatSource;
import io.t4.formats.SqlEngine;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.dflib.DataFrame;

/**
 * SQL over one CSV, JSON lines or Parquet object, run by DuckDB inside this JVM. Answers are {@link
 * DataFrame}s, or lists of maps, records or beans. Safe for use from many threads; each call has a
 * database of its own, and nothing of DuckDB is loaded before the first.
 *
 * <p>CSV is read by {@link CsvFormat}, so names and types are the same as in memory; two columns
 * whose names differ only in case are told apart by a suffix ({@code .1}), SQL knowing no case.
 * Parquet is queried where it lies. The types of JSON lines are found from all lines; texts that
 * are times with a zone become instants in UTC.
 *
 * <p>A statement may take {@link #TIME_LIMIT}, and of memory outside the heap and of temporary disk
 * what {@link DatabaseLimits#DEFAULT} says; beyond that it is a {@link TooLargeException}.
 */
public final class DuckDbSqlEngine implements SqlEngine {
  /** How long a statement may run. */
  public static final Duration TIME_LIMIT = Duration.ofSeconds(60);

  /**
   * The time to load a table grows with the square of its width, and no limit of time covers it.
   */
  private static final int MAX_COLUMNS = 10_000;

  private static final String JSON_LINES = "jsonl";

  private static final Set<String> FORMATS = Set.of(CsvFormat.NAME, ParquetFormat.NAME, JSON_LINES);

  private final Duration timeLimit;

  /** An engine with {@link #TIME_LIMIT}. */
  public DuckDbSqlEngine() {
    this(TIME_LIMIT);
  }

  /** An engine with another limit of time. */
  public DuckDbSqlEngine(Duration timeLimit) {
    this.timeLimit = timeLimit;
  }

  @Override
  public boolean canQuery(FormatHandler format) {
    return FORMATS.contains(format.name());
  }

  @Override
  public Object select(
      FormatSource source, FormatHandler format, Map<String, Object> options, String sql, Type type)
      throws IOException {
    if (!Rows.canRead(type)) {
      throw new InvalidInputException(
          "a query gives a table: DataFrame or a list of rows, not " + type.getTypeName());
    }
    try (DuckDb database = DuckDb.open()) {
      try {
        SelectStatement.requireOnly(TABLE, SelectStatement.check(database, sql));
      } catch (SQLException e) {
        throw database.statementError(e);
      }
      try {
        database.lock(openTable(database, source, format, options));
      } catch (SQLException e) {
        throw database.readError(e);
      }
      return Rows.convert(run(database, sql), type);
    }
  }

  /** Returns the files that the table still needs. */
  private static List<Path> openTable(
      DuckDb database, FormatSource source, FormatHandler format, Map<String, Object> options)
      throws IOException, SQLException {
    if (format.name().equals(CsvFormat.NAME)) {
      DataFrame frame = CsvReader.read(source, CsvOptions.of(options, source.extension()));
      if (frame.width() == 0) {
        throw new InvalidInputException("the object is empty: there is no table to query");
      }
      if (frame.width() > MAX_COLUMNS) {
        throw new TooLargeException(
            "the table has "
                + frame.width()
                + " columns, and SQL takes "
                + MAX_COLUMNS
                + "; read it into memory instead");
      }
      LoadedTable table = LoadedTable.load(frame, database);
      List<String> names = ColumnNames.distinctInSql(List.of(frame.getColumnsIndex().toArray()));
      createView(database, "(" + table.select(names) + ")");
      return List.of();
    }
    Path file = database.readable(source.file());
    createView(
        database,
        format.name().equals(JSON_LINES)
            ? JsonLinesTable.scan(database, file)
            : ParquetFormat.scan(file));
    return List.of(file);
  }

  private static void createView(DuckDb database, String query) throws SQLException {
    database.execute("CREATE VIEW " + DuckDb.identifier(TABLE) + " AS SELECT * FROM " + query);
  }

  private DataFrame run(DuckDb database, String sql) {
    AtomicBoolean late = new AtomicBoolean();
    CompletableFuture<Void> done = new CompletableFuture<>();
    try (Statement statement = database.connection().createStatement()) {
      CompletableFuture<Void> watch =
          done.orTimeout(timeLimit.toNanos(), TimeUnit.NANOSECONDS)
              .exceptionally(
                  timeout -> {
                    late.set(true);
                    cancel(statement);
                    return null;
                  });
      try (ResultSet result = statement.executeQuery(sql)) {
        return ResultTable.read(result);
      } finally {
        done.complete(null);
        // A cancellation that has begun must end before the statement is closed.
        watch.join();
      }
    } catch (SQLException e) {
      if (late.get()) {
        throw new TooLargeException(
            "the SQL statement takes longer than " + timeLimit.toMillis() / 1000.0 + " seconds", e);
      }
      throw database.statementError(e);
    }
  }

  private static void cancel(Statement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      throw new IllegalStateException("a statement can't be cancelled", e);
    }
  }
}
