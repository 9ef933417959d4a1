package io.t4.tabular;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.dflib.DataFrame;
import org.dflib.Series;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** A table as a list of rows, each a map by column name, a record or a bean; and back. */
final class Rows {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Takes objects apart, and keeps values that a table can hold as they are. */
  private static final JsonMapper FROM_OBJECTS =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(new AsIs<>(Temporal.class))
                  .addSerializer(new AsIs<>(UUID.class)))
          .build();

  private static final TypeReference<LinkedHashMap<String, Object>> ROW = new TypeReference<>() {};

  private Rows() {}

  /** Whether a table can be given as that type. */
  static boolean canRead(Type type) {
    return type == Object.class || type == DataFrame.class || elementType(type) != null;
  }

  /** Whether the value is a table, or a list of rows. */
  static boolean canWrite(Object value) {
    return value instanceof DataFrame
        || (value instanceof List<?> list && list.stream().allMatch(Rows::isRow));
  }

  /** The table as a type for which {@link #canRead} holds. */
  static Object convert(DataFrame frame, Type type) {
    Type element = elementType(type);
    return element == null ? frame : rows(frame, element);
  }

  /**
   * The value, for which {@link #canWrite} holds, as a table. Columns are in order of appearance.
   */
  static DataFrame frame(Object value) {
    if (value instanceof DataFrame frame) {
      return frame;
    }
    List<Map<?, ?>> rows = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    for (Object item : (List<?>) value) {
      Map<?, ?> row = item instanceof Map<?, ?> map ? map : fields(item);
      row.keySet().forEach(name -> names.add(String.valueOf(name)));
      rows.add(row);
    }
    List<Series<?>> columns = new ArrayList<>();
    for (String name : names) {
      columns.add(Series.ofIterable(column(rows, name)));
    }
    return DataFrame.byColumn(names.toArray(String[]::new)).ofIterable(columns);
  }

  /** Whether a value is a list, map or object and not a single value. */
  static boolean isNested(Object value) {
    return value instanceof Map || value instanceof Collection || value.getClass().isArray();
  }

  static String json(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JacksonException e) {
      throw new InvalidInputException("a value can't be written as JSON: " + value, e);
    }
  }

  private static List<@Nullable Object> column(List<Map<?, ?>> rows, String name) {
    List<@Nullable Object> values = new ArrayList<>(rows.size());
    for (Map<?, ?> row : rows) {
      values.add(row.get(name));
    }
    return values;
  }

  private static Map<String, Object> fields(Object item) {
    try {
      return FROM_OBJECTS.convertValue(item, ROW);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new InvalidInputException(
          "a row of type " + item.getClass().getName() + " can't be taken apart", e);
    }
  }

  private static boolean isRow(@Nullable Object item) {
    return item != null
        && (item instanceof Map<?, ?>
            || item instanceof Record
            || !(item instanceof CharSequence
                || item instanceof Number
                || item instanceof Boolean
                || item instanceof Character
                || item instanceof Enum<?>
                || item instanceof Temporal
                || item instanceof Collection<?>
                || item.getClass().getName().startsWith("java.")
                || item.getClass().isArray()));
  }

  private static List<Object> rows(DataFrame frame, Type element) {
    JavaType rowType = MAPPER.constructType(element);
    boolean asMap = rowType.getRawClass() == Object.class || rowType.isTypeOrSubTypeOf(Map.class);
    boolean asIs =
        asMap
            && (rowType.getContentType() == null
                || rowType.getContentType().getRawClass() == Object.class)
            && rowType.getRawClass().isAssignableFrom(LinkedHashMap.class);
    List<Object> rows = new ArrayList<>(frame.height());
    for (int r = 0; r < frame.height(); r++) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      for (int i = 0; i < frame.width(); i++) {
        row.put(frame.getColumnsIndex().get(i), frame.get(i, r));
      }
      rows.add(asIs ? row : convert(row, rowType, r));
    }
    return rows;
  }

  private static Object convert(Map<String, @Nullable Object> row, JavaType type, int number) {
    try {
      return MAPPER.convertValue(row, type);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new FormatException(
          "row " + (number + 1) + " doesn't fit " + type.toCanonical() + ": " + e.getMessage(), e);
    }
  }

  /** The type of a row if the type is a list of rows, else null. */
  private static @Nullable Type elementType(Type type) {
    if (type == List.class || type == Collection.class || type == Iterable.class) {
      return Object.class;
    }
    if (!(type instanceof ParameterizedType list)
        || (list.getRawType() != List.class
            && list.getRawType() != Collection.class
            && list.getRawType() != Iterable.class)) {
      return null;
    }
    Type element = list.getActualTypeArguments()[0];
    if (element instanceof WildcardType wildcard) {
      element = wildcard.getUpperBounds()[0];
    }
    Class<?> raw = MAPPER.constructType(element).getRawClass();
    boolean single =
        raw != Object.class
            && !Map.class.isAssignableFrom(raw)
            && raw.getName().startsWith("java.");
    return single || raw.isArray() || raw.isEnum() ? null : element;
  }

  /** Leaves a value to the tree that is built, instead of spelling it out. */
  private static final class AsIs<T> extends StdSerializer<T> {
    AsIs(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializationContext context) {
      out.writeEmbeddedObject(value);
    }
  }
}
