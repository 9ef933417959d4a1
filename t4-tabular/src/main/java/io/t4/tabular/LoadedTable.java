package io.t4.tabular;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.dflib.DataFrame;
import org.dflib.Series;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * A table of the heap, loaded into a database.
 *
 * <p>Columns are {@code c0}, {@code c1}, … there, because DuckDB takes names that differ only in
 * case for the same; {@link #select} gives them back their names. Nested values are loaded as JSON
 * and cast, the driver being unable to append all of them.
 */
final class LoadedTable {
  private static final String NAME = "loaded";

  private final List<String> names;
  private final List<ColumnType> types;

  private LoadedTable(List<String> names, List<ColumnType> types) {
    this.names = names;
    this.types = types;
  }

  /**
   * @throws io.t4.error.InvalidInputException naming the column whose values have no common type
   */
  static LoadedTable load(DataFrame frame, DuckDb database) throws SQLException {
    List<String> names = List.of(frame.getColumnsIndex().toArray());
    List<Series<?>> columns = new ArrayList<>();
    List<ColumnType> types = new ArrayList<>();
    List<String> definitions = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Series<?> column = frame.getColumn(i);
      ColumnType type = ColumnType.of(names.get(i), column);
      columns.add(column);
      types.add(type);
      definitions.add("c" + i + " " + type.loadedAs());
    }
    database.execute("CREATE TABLE " + NAME + " (" + String.join(", ", definitions) + ")");
    try (DuckDBAppender appender =
        database.connection().unwrap(DuckDBConnection.class).createAppender(NAME)) {
      for (int r = 0; r < frame.height(); r++) {
        appender.beginRow();
        for (int i = 0; i < types.size(); i++) {
          append(appender, types.get(i).loaded(columns.get(i).get(r)));
        }
        appender.endRow();
      }
    }
    return new LoadedTable(names, types);
  }

  /** A query that gives the table with its own names and types. */
  String select() {
    return select(names);
  }

  String select(List<String> columnNames) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      columns.add(types.get(i).select("c" + i) + " AS " + DuckDb.identifier(columnNames.get(i)));
    }
    return "SELECT " + String.join(", ", columns) + " FROM " + NAME;
  }

  private static void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else if (value instanceof String text) {
      appender.append(text);
    } else if (value instanceof Long number) {
      appender.append(number.longValue());
    } else if (value instanceof Integer number) {
      appender.append(number.intValue());
    } else if (value instanceof Double number) {
      appender.append(number.doubleValue());
    } else if (value instanceof Float number) {
      appender.append(number.floatValue());
    } else if (value instanceof Boolean flag) {
      appender.append(flag.booleanValue());
    } else if (value instanceof BigDecimal number) {
      appender.append(number);
    } else if (value instanceof BigInteger number) {
      appender.append(number);
    } else if (value instanceof LocalDate date) {
      appender.append(date);
    } else if (value instanceof LocalTime time) {
      appender.append(time);
    } else if (value instanceof LocalDateTime time) {
      appender.append(time);
    } else if (value instanceof OffsetDateTime time) {
      appender.append(time);
    } else if (value instanceof UUID uuid) {
      appender.append(uuid);
    } else if (value instanceof byte[] bytes) {
      appender.append(bytes);
    } else {
      throw new IllegalStateException("no column type loads " + value.getClass());
    }
  }
}
