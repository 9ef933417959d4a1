package io.t4.tabular;

import io.t4.error.InvalidInputException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dflib.Series;
import org.jspecify.annotations.Nullable;

/** The narrowest DuckDB type that holds all values of a column without loss. */
sealed interface ColumnType {
  /** The type's name in SQL. */
  String sql();

  /** The type that the column has while it is loaded. */
  default String loadedAs() {
    return sql();
  }

  /** The value as the loaded column takes it. */
  @Nullable Object loaded(@Nullable Object value);

  /** An expression that gives the type from the loaded column. */
  default String select(String column) {
    return column;
  }

  /** The type to which DuckDB casts {@link #json} without loss, on the way to this one. */
  default String jsonSql() {
    return sql();
  }

  /** The value as part of JSON text. */
  @Nullable Object json(@Nullable Object value);

  /** The type of both; null if there is none. */
  @Nullable ColumnType with(ColumnType other);

  /**
   * The type of a column.
   *
   * @throws InvalidInputException naming the column, if its values have no common type
   */
  static ColumnType of(String column, Series<?> values) {
    ColumnType type = Single.NOTHING;
    int row = 0;
    for (Object value : values) {
      row++;
      ColumnType next = ofValue(value);
      ColumnType common = next == null ? null : type.with(next);
      if (common == null) {
        throw new InvalidInputException(
            "column "
                + column
                + " holds "
                + (value == null ? "null" : value.getClass().getName())
                + " in row "
                + row
                + (next == null
                    ? ", which a table can't hold"
                    : ", which has no common type with the " + type.sql() + " before it"));
      }
      type = common;
    }
    return type;
  }

  private static @Nullable ColumnType ofValue(@Nullable Object value) {
    if (value == null) {
      return Single.NOTHING;
    }
    if (value instanceof Map<?, ?> map) {
      return ofMap(map);
    }
    if (value instanceof Collection<?> list) {
      return ofList(list);
    }
    if (value.getClass().isArray() && !(value instanceof byte[])) {
      return ofList(asList(value));
    }
    if (value instanceof BigDecimal number) {
      int scale = Math.max(0, number.scale());
      return new Decimal(Math.max(1, number.precision() - number.scale()), scale);
    }
    if (value instanceof BigInteger number) {
      return ofBig(number);
    }
    return Single.of(value);
  }

  private static ColumnType ofBig(BigInteger number) {
    if (number.signum() >= 0 && number.bitLength() <= Long.SIZE) {
      return Single.UBIGINT;
    }
    return number.bitLength() < Long.SIZE
        ? Single.BIGINT
        : new Decimal(number.abs().toString().length(), 0);
  }

  private static @Nullable ColumnType ofList(Collection<?> list) {
    ColumnType element = common(list);
    return element == null ? null : new ListOf(element);
  }

  private static @Nullable ColumnType ofMap(Map<?, ?> map) {
    if (!map.isEmpty() && map.keySet().stream().allMatch(String.class::isInstance)) {
      Map<String, ColumnType> fields = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        ColumnType type = ofValue(entry.getValue());
        if (type == null) {
          return null;
        }
        fields.put((String) entry.getKey(), type);
      }
      return new StructOf(fields);
    }
    ColumnType key = common(map.keySet());
    ColumnType value = common(map.values());
    return key == null || value == null ? null : new MapOf(key, value);
  }

  private static @Nullable ColumnType common(Collection<?> values) {
    ColumnType type = Single.NOTHING;
    for (Object value : values) {
      ColumnType next = ofValue(value);
      type = next == null || type == null ? null : type.with(next);
    }
    return type;
  }

  private static List<@Nullable Object> asList(Object array) {
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      list.add(Array.get(array, i));
    }
    return list;
  }

  /** Types without parameters. */
  enum Single implements ColumnType {
    /** Of nulls only. Text, because every comparison with text is possible then. */
    NOTHING("VARCHAR"),
    BOOLEAN("BOOLEAN"),
    INTEGER("INTEGER"),
    BIGINT("BIGINT"),
    UBIGINT("UBIGINT"),
    FLOAT("FLOAT"),
    DOUBLE("DOUBLE"),
    VARCHAR("VARCHAR"),
    BLOB("BLOB"),
    UUID_TYPE("UUID"),
    DATE("DATE"),
    TIME("TIME"),
    TIMESTAMP("TIMESTAMP"),
    TIMESTAMP_NS("TIMESTAMP_NS"),
    TIMESTAMPTZ("TIMESTAMPTZ");

    /** A decimal of as many digits holds every whole number of 64 bits. */
    private static final Decimal WHOLE = new Decimal(20, 0);

    private final String sql;

    Single(String sql) {
      this.sql = sql;
    }

    static @Nullable Single of(Object value) {
      if (value instanceof CharSequence || value instanceof Character || value instanceof Enum) {
        return VARCHAR;
      }
      if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
        return INTEGER;
      }
      if (value instanceof LocalDateTime time) {
        return time.get(ChronoField.NANO_OF_SECOND) % 1000 == 0 ? TIMESTAMP : TIMESTAMP_NS;
      }
      if (value instanceof Instant
          || value instanceof OffsetDateTime
          || value instanceof ZonedDateTime) {
        return TIMESTAMPTZ;
      }
      if (value instanceof Long) {
        return BIGINT;
      }
      if (value instanceof Double) {
        return DOUBLE;
      }
      if (value instanceof Float) {
        return FLOAT;
      }
      if (value instanceof Boolean) {
        return BOOLEAN;
      }
      if (value instanceof LocalDate) {
        return DATE;
      }
      if (value instanceof LocalTime) {
        return TIME;
      }
      if (value instanceof UUID) {
        return UUID_TYPE;
      }
      return value instanceof byte[] ? BLOB : null;
    }

    @Override
    public String sql() {
      return sql;
    }

    @Override
    public String loadedAs() {
      // The driver appends big numbers only to columns of 128 bits.
      return this == UBIGINT ? "HUGEINT" : sql;
    }

    @Override
    public String select(String column) {
      return this == UBIGINT ? "CAST(" + column + " AS UBIGINT)" : column;
    }

    @Override
    public String jsonSql() {
      // Text becomes bytes by its escapes, but JSON as it is.
      return this == BLOB ? "VARCHAR" : sql;
    }

    @Override
    public @Nullable Object loaded(@Nullable Object value) {
      if (value == null) {
        return null;
      }
      return switch (this) {
        case INTEGER -> ((Number) value).intValue();
        case BIGINT -> ((Number) value).longValue();
        case UBIGINT -> new BigInteger(value.toString());
        case FLOAT -> ((Number) value).floatValue();
        case DOUBLE -> ((Number) value).doubleValue();
        case VARCHAR -> value instanceof Enum<?> constant ? constant.name() : value.toString();
        case TIMESTAMPTZ -> instant(value).atOffset(ZoneOffset.UTC);
        default -> value;
      };
    }

    private static Instant instant(Object value) {
      if (value instanceof OffsetDateTime time) {
        return time.toInstant();
      }
      if (value instanceof ZonedDateTime time) {
        return time.toInstant();
      }
      return (Instant) value;
    }

    @Override
    public @Nullable Object json(@Nullable Object value) {
      Object loaded = loaded(value);
      if (loaded instanceof byte[] bytes) {
        return HexFormat.of().withPrefix("\\x").formatHex(bytes);
      }
      return loaded == null || loaded instanceof Boolean || this == INTEGER || this == BIGINT
          ? loaded
          : loaded.toString();
    }

    @Override
    public @Nullable ColumnType with(ColumnType other) {
      if (this == other || other == NOTHING) {
        return this;
      }
      if (this == NOTHING) {
        return other;
      }
      if (!(other instanceof Single single)) {
        return other instanceof Decimal ? other.with(this) : null;
      }
      if (isNumber() && single.isNumber()) {
        if (isWhole() && single.isWhole()) {
          return this == UBIGINT || single == UBIGINT ? WHOLE : BIGINT;
        }
        return DOUBLE;
      }
      return isLocalTime() && single.isLocalTime() ? TIMESTAMP_NS : null;
    }

    boolean isNumber() {
      return isWhole() || this == FLOAT || this == DOUBLE;
    }

    boolean isWhole() {
      return this == INTEGER || this == BIGINT || this == UBIGINT;
    }

    private boolean isLocalTime() {
      return this == TIMESTAMP || this == TIMESTAMP_NS;
    }
  }

  /** A number with that many digits before and after the point. */
  record Decimal(int integerDigits, int scale) implements ColumnType {
    private static final int MAX_DIGITS = 38;

    @Override
    public String sql() {
      if (integerDigits + scale > MAX_DIGITS) {
        throw new InvalidInputException(
            "a column needs "
                + (integerDigits + scale)
                + " decimal digits, and a table holds "
                + MAX_DIGITS);
      }
      return "DECIMAL(" + (integerDigits + scale) + ", " + scale + ")";
    }

    @Override
    public @Nullable Object loaded(@Nullable Object value) {
      return value == null ? null : new BigDecimal(value.toString()).setScale(scale);
    }

    @Override
    public @Nullable Object json(@Nullable Object value) {
      return loaded(value) instanceof BigDecimal number ? number.toPlainString() : null;
    }

    @Override
    public @Nullable ColumnType with(ColumnType other) {
      if (other == Single.NOTHING) {
        return this;
      }
      if (other instanceof Decimal decimal) {
        return new Decimal(
            Math.max(integerDigits, decimal.integerDigits), Math.max(scale, decimal.scale));
      }
      if (other instanceof Single single && single.isWhole()) {
        return new Decimal(Math.max(integerDigits, Single.WHOLE.integerDigits), scale);
      }
      return other instanceof Single single && single.isNumber()
          ? single.with(Single.DOUBLE)
          : null;
    }
  }

  /** Types whose values are loaded as JSON. */
  sealed interface Nested extends ColumnType {
    @Override
    default String loadedAs() {
      return "VARCHAR";
    }

    @Override
    default @Nullable Object loaded(@Nullable Object value) {
      Object json = json(value);
      return json == null ? null : Rows.json(json);
    }

    @Override
    default String select(String column) {
      return "CAST(CAST(CAST(" + column + " AS JSON) AS " + jsonSql() + ") AS " + sql() + ")";
    }

    @Override
    @Nullable Object json(@Nullable Object value);
  }

  /** A list. */
  record ListOf(ColumnType element) implements Nested {
    @Override
    public String sql() {
      return element.sql() + "[]";
    }

    @Override
    public String jsonSql() {
      return element.jsonSql() + "[]";
    }

    @Override
    public @Nullable Object json(@Nullable Object value) {
      if (value == null) {
        return null;
      }
      Collection<?> items = value instanceof Collection<?> list ? list : asList(value);
      List<@Nullable Object> json = new ArrayList<>();
      for (Object item : items) {
        json.add(element.json(item));
      }
      return json;
    }

    @Override
    public @Nullable ColumnType with(ColumnType other) {
      if (other == Single.NOTHING) {
        return this;
      }
      ColumnType common = other instanceof ListOf list ? element.with(list.element) : null;
      return common == null ? null : new ListOf(common);
    }
  }

  /** A map from names to values of their own types. */
  record StructOf(Map<String, ColumnType> fields) implements Nested {
    @Override
    public String sql() {
      return sql(ColumnType::sql);
    }

    @Override
    public String jsonSql() {
      return sql(ColumnType::jsonSql);
    }

    private String sql(Function<ColumnType, String> type) {
      return fields.entrySet().stream()
          .map(field -> DuckDb.identifier(field.getKey()) + " " + type.apply(field.getValue()))
          .collect(Collectors.joining(", ", "STRUCT(", ")"));
    }

    @Override
    public @Nullable Object json(@Nullable Object value) {
      if (value == null) {
        return null;
      }
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      fields.forEach((name, type) -> json.put(name, type.json(((Map<?, ?>) value).get(name))));
      return json;
    }

    @Override
    public @Nullable ColumnType with(ColumnType other) {
      if (other == Single.NOTHING) {
        return this;
      }
      if (other instanceof MapOf map) {
        return map.with(this);
      }
      if (!(other instanceof StructOf struct)) {
        return null;
      }
      if (!fields.keySet().equals(struct.fields.keySet())) {
        // Names that differ from row to row are data, if their values agree.
        ColumnType map = asMap();
        ColumnType otherMap = struct.asMap();
        ColumnType common = map == null || otherMap == null ? null : map.with(otherMap);
        if (common != null) {
          return common;
        }
      }
      Map<String, ColumnType> common = new LinkedHashMap<>(fields);
      for (Map.Entry<String, ColumnType> field : struct.fields.entrySet()) {
        ColumnType mine = fields.get(field.getKey());
        ColumnType type = mine == null ? field.getValue() : mine.with(field.getValue());
        if (type == null) {
          return null;
        }
        common.put(field.getKey(), type);
      }
      return new StructOf(common);
    }

    @Nullable MapOf asMap() {
      ColumnType value = Single.NOTHING;
      for (ColumnType type : fields.values()) {
        value = value == null ? null : value.with(type);
      }
      return value == null ? null : new MapOf(Single.VARCHAR, value);
    }
  }

  /** A map from keys of one type to values of one type. */
  record MapOf(ColumnType key, ColumnType value) implements Nested {
    @Override
    public String sql() {
      return "MAP(" + key.sql() + ", " + value.sql() + ")";
    }

    @Override
    public String jsonSql() {
      return "MAP(" + key.jsonSql() + ", " + value.jsonSql() + ")";
    }

    @Override
    public @Nullable Object json(@Nullable Object map) {
      if (map == null) {
        return null;
      }
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      ((Map<?, ?>) map)
          .forEach((name, item) -> json.put(String.valueOf(key.json(name)), value.json(item)));
      return json;
    }

    @Override
    public @Nullable ColumnType with(ColumnType other) {
      if (other == Single.NOTHING) {
        return this;
      }
      MapOf map = other instanceof StructOf struct ? struct.asMap() : null;
      if (other instanceof MapOf same) {
        map = same;
      }
      ColumnType commonKey = map == null ? null : key.with(map.key);
      ColumnType commonValue = map == null ? null : value.with(map.value);
      return commonKey == null || commonValue == null ? null : new MapOf(commonKey, commonValue);
    }
  }
}
