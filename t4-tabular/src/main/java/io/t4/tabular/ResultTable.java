package io.t4.tabular;

import io.t4.error.TooLargeException;
import java.sql.Array;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dflib.DataFrame;
import org.dflib.Series;
import org.duckdb.DuckDBStruct;
import org.duckdb.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A result of DuckDB as a table.
 *
 * <p>Whole numbers up to 32 bits are {@link Integer}, up to 64 {@link Long}, beyond {@link
 * java.math.BigInteger}; times without a zone are {@link java.time.LocalDateTime}, with one {@link
 * OffsetDateTime} in UTC, because only the instant is stored; bytes are {@code byte[]}, lists
 * {@link List}, structs and maps {@link Map} in order.
 */
final class ResultTable {
  /** A guess at what an object takes on the heap beside its content. */
  private static final int OBJECT_BYTES = 24;

  /** How a column is kept. */
  private enum Kind {
    BOOLEAN,
    INT,
    LONG,
    FLOAT,
    DOUBLE,
    LOCAL_TIME,
    OBJECT
  }

  private ResultTable() {}

  /**
   * @throws TooLargeException if the table would fill most of the heap, rather than an error of the
   *     JVM
   */
  static DataFrame read(ResultSet result) throws SQLException {
    ResultSetMetaData meta = result.getMetaData();
    int width = meta.getColumnCount();
    List<String> names = new ArrayList<>();
    List<Kind> kinds = new ArrayList<>();
    List<ColumnBuilder> columns = new ArrayList<>();
    for (int i = 1; i <= width; i++) {
      Kind kind = kind(meta.getColumnTypeName(i));
      names.add(meta.getColumnName(i));
      kinds.add(kind);
      columns.add(column(kind));
    }
    long budget = Runtime.getRuntime().maxMemory() / 4 * 3;
    long used = 0;
    while (result.next()) {
      for (int i = 0; i < width; i++) {
        used += copy(result, i + 1, kinds.get(i), columns.get(i));
      }
      if (used > budget) {
        throw new TooLargeException(
            "the table doesn't fit into this JVM: after "
                + columns.get(0).size()
                + " rows it takes more than "
                + budget
                + " bytes; take fewer rows or columns, or raise -Xmx");
      }
    }
    Series<?>[] series = new Series<?>[width];
    for (int i = 0; i < width; i++) {
      series[i] = columns.get(i).build();
    }
    return DataFrame.byColumn(ColumnNames.distinct(names).toArray(String[]::new)).of(series);
  }

  private static Kind kind(String type) {
    return switch (type) {
      case "BOOLEAN" -> Kind.BOOLEAN;
      case "TINYINT", "SMALLINT", "INTEGER", "UTINYINT", "USMALLINT" -> Kind.INT;
      case "BIGINT", "UINTEGER" -> Kind.LONG;
      case "FLOAT" -> Kind.FLOAT;
      case "DOUBLE" -> Kind.DOUBLE;
      case "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS" -> Kind.LOCAL_TIME;
      default -> Kind.OBJECT;
    };
  }

  private static ColumnBuilder column(Kind kind) {
    return switch (kind) {
      case BOOLEAN -> ColumnBuilder.booleans();
      case INT -> ColumnBuilder.ints();
      case LONG -> ColumnBuilder.longs();
      case FLOAT -> ColumnBuilder.floats();
      case DOUBLE -> ColumnBuilder.doubles();
      case LOCAL_TIME, OBJECT -> ColumnBuilder.objects();
    };
  }

  /** Returns about how many bytes the value takes. */
  private static long copy(ResultSet from, int index, Kind kind, ColumnBuilder to)
      throws SQLException {
    if (kind == Kind.OBJECT || kind == Kind.LOCAL_TIME) {
      Object value =
          kind == Kind.LOCAL_TIME
              ? from.getObject(index, java.time.LocalDateTime.class)
              : value(from.getObject(index));
      if (value == null) {
        to.addNull();
      } else {
        to.add(value);
      }
      return OBJECT_BYTES + bytes(value);
    }
    // The driver asks to read before it can tell whether there was a null.
    switch (kind) {
      case BOOLEAN -> {
        boolean value = from.getBoolean(index);
        if (!from.wasNull()) {
          to.addBoolean(value);
        }
      }
      case INT -> {
        int value = from.getInt(index);
        if (!from.wasNull()) {
          to.addInt(value);
        }
      }
      case LONG -> {
        long value = from.getLong(index);
        if (!from.wasNull()) {
          to.addLong(value);
        }
      }
      case FLOAT -> {
        float value = from.getFloat(index);
        if (!from.wasNull()) {
          to.addFloat(value);
        }
      }
      default -> {
        double value = from.getDouble(index);
        if (!from.wasNull()) {
          to.addDouble(value);
        }
      }
    }
    if (from.wasNull()) {
      to.addNull();
    }
    return Long.BYTES;
  }

  private static long bytes(@Nullable Object value) {
    if (value instanceof String text) {
      return text.length();
    }
    if (value instanceof byte[] bytes) {
      return bytes.length;
    }
    if (value instanceof List<?> list) {
      return list.stream().mapToLong(item -> OBJECT_BYTES + bytes(item)).sum();
    }
    if (value instanceof Map<?, ?> map) {
      return map.values().stream().mapToLong(item -> 2 * OBJECT_BYTES + bytes(item)).sum();
    }
    return 0;
  }

  /** The driver's types as those of the JDK. */
  private static @Nullable Object value(@Nullable Object value) throws SQLException {
    if (value instanceof Array array) {
      List<@Nullable Object> list = new ArrayList<>();
      for (Object item : (Object[]) array.getArray()) {
        list.add(value(item));
      }
      return Collections.unmodifiableList(list);
    }
    if (value instanceof DuckDBStruct struct) {
      return map(struct.getMap());
    }
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    if (value instanceof Timestamp time) {
      return time.toLocalDateTime();
    }
    if (value instanceof OffsetDateTime time) {
      return time.withOffsetSameInstant(ZoneOffset.UTC);
    }
    if (value instanceof Blob blob) {
      return blob.getBytes(1, Math.toIntExact(blob.length()));
    }
    return value instanceof JsonNode json ? json.toString() : value;
  }

  private static Map<Object, @Nullable Object> map(Map<?, ?> from) throws SQLException {
    Map<Object, @Nullable Object> map = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : from.entrySet()) {
      Object key = value(entry.getKey());
      if (key != null) {
        map.put(key, value(entry.getValue()));
      }
    }
    return Collections.unmodifiableMap(map);
  }
}
