package io.t4.formats.internal;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.formats.NumpyArray;
import io.t4.json.Json;
import io.t4.json.JsonReading;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Between plain values (maps, lists, strings, numbers, booleans, null) and records, beans and
 * {@link JsonNode}; the binding is Jackson's, with its annotations.
 */
public final class PlainValues {
  /** Integers are Long wherever the type leaves it open, as {@link Json} reads them. */
  static final JsonMapper MAPPER =
      JsonMapper.builder(Json.factory(JsonReading.PYTHON))
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .build();

  private PlainValues() {}

  /** Whether values of the type are plain at their top level. */
  public static boolean isPlain(@Nullable Object value) {
    return value == null
        || value instanceof Map
        || value instanceof Collection
        || value instanceof String
        || value instanceof Number
        || value instanceof Boolean;
  }

  /** Whether {@link #of} makes it plain. */
  static boolean canConvert(Object value) {
    return isPlain(value)
        || value instanceof JsonNode
        || (value.getClass().isArray() && !(value instanceof byte[]))
        || isBound(value);
  }

  /**
   * Makes a value plain, at all levels; what has no plain form stays, and writing it names its
   * place.
   *
   * @throws InvalidInputException if Jackson can't take a record or bean apart
   */
  static @Nullable Object of(@Nullable Object value) {
    return of(value, 0);
  }

  /**
   * Binds a plain value to a type.
   *
   * @throws FormatException if they don't match
   */
  public static Object bind(Object plain, Type type) {
    try {
      Object bound = MAPPER.convertValue(plain, MAPPER.constructType(type));
      return requireValue(bound);
    } catch (JacksonException | IllegalArgumentException e) {
      throw mismatch(type, e);
    }
  }

  /** Values that are null have no place in the API; the JSON {@code null} is a node. */
  static Object requireValue(@Nullable Object value) {
    if (value == null) {
      throw new FormatException("The content is null; read it as JsonNode or as byte[].");
    }
    return value;
  }

  static FormatException mismatch(Type type, RuntimeException e) {
    String reason =
        e instanceof JacksonException jackson
            ? "%s (line %d, column %d)"
                .formatted(
                    jackson.getOriginalMessage(),
                    jackson.getLocation().getLineNr(),
                    jackson.getLocation().getColumnNr())
            : String.valueOf(e.getMessage());
    return new FormatException(
        "The content can't be read as %s: %s".formatted(type.getTypeName(), reason), e);
  }

  private static @Nullable Object of(@Nullable Object value, int depth) {
    // A container that contains itself ends here; writing finds and names it.
    if (value == null || depth > Json.MAX_DEPTH) {
      return value;
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> plain = new LinkedHashMap<>();
      map.forEach((key, element) -> plain.put(key, of(element, depth + 1)));
      return plain;
    }
    if (value instanceof Collection<?> list) {
      List<@Nullable Object> plain = new ArrayList<>(list.size());
      list.forEach(element -> plain.add(of(element, depth + 1)));
      return plain;
    }
    if (value.getClass().isArray() && !(value instanceof byte[])) {
      int length = Array.getLength(value);
      List<@Nullable Object> plain = new ArrayList<>(length);
      for (int i = 0; i < length; i++) {
        plain.add(of(Array.get(value, i), depth + 1));
      }
      return plain;
    }
    return value instanceof JsonNode || isBound(value) ? unbind(value) : value;
  }

  private static @Nullable Object unbind(Object value) {
    try {
      return MAPPER.convertValue(value, Object.class);
    } catch (JacksonException e) {
      throw new InvalidInputException(
          "A %s can't be written: %s".formatted(value.getClass().getName(), e.getOriginalMessage()),
          e);
    }
  }

  /** Whether Jackson knows a plain form of such objects. */
  private static boolean isBound(Object value) {
    return value instanceof Record
        || value instanceof Enum
        || value instanceof TemporalAccessor
        || value instanceof UUID
        || isBean(value);
  }

  /** A class of the user's with properties; not one that holds data in its own way. */
  private static boolean isBean(Object value) {
    Class<?> type = value.getClass();
    if (type.getName().startsWith("java.")
        || type.isHidden()
        || type.isArray()
        || value instanceof CharSequence
        || value instanceof Iterable
        || value instanceof AutoCloseable
        || value instanceof NumpyArray) {
      return false;
    }
    if (type.getFields().length > 0) {
      return true;
    }
    for (Method method : type.getMethods()) {
      if (method.getDeclaringClass() != Object.class
          && !Modifier.isStatic(method.getModifiers())
          && method.getParameterCount() == 0
          && method.getName().matches("(get|is)\\p{Lu}.*")) {
        return true;
      }
    }
    return false;
  }
}
