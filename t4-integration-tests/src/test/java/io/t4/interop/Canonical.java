package io.t4.interop;

import io.t4.formats.NumpyArray;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dflib.DataFrame;
import org.jspecify.annotations.Nullable;

/**
 * Values in the JSON form in which {@code interop.py} gives those of Python: what JSON can't tell
 * apart is an object that names its type.
 */
final class Canonical {
  private static final DateTimeFormatter MICROSECONDS =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS");

  private Canonical() {}

  static Map<String, Object> table(DataFrame frame) {
    List<Object> rows = new ArrayList<>();
    for (int row = 0; row < frame.height(); row++) {
      List<@Nullable Object> cells = new ArrayList<>();
      for (int column = 0; column < frame.width(); column++) {
        cells.add(value(frame.getColumn(column).get(row)));
      }
      rows.add(cells);
    }
    return Map.of("columns", List.of(frame.getColumnsIndex().toArray()), "rows", rows);
  }

  /** An array with its values in C order. */
  static Map<String, Object> array(NumpyArray array) {
    int[] shape = array.shape();
    List<@Nullable Object> values = new ArrayList<>();
    for (int element = 0; element < array.size(); element++) {
      int[] index = new int[shape.length];
      int rest = element;
      for (int dimension = shape.length - 1; dimension >= 0; dimension--) {
        index[dimension] = rest % shape[dimension];
        rest /= shape[dimension];
      }
      values.add(value(array.get(index)));
    }
    List<Object> sizes = new ArrayList<>();
    for (int size : shape) {
      sizes.add((long) size);
    }
    return Map.of("shape", sizes, "values", values);
  }

  static @Nullable Object value(@Nullable Object value) {
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Double || value instanceof Float) {
      return real(((Number) value).doubleValue());
    }
    if (value instanceof BigDecimal number) {
      return Map.of("decimal", number.toString());
    }
    if (value instanceof BigInteger number) {
      return number.bitLength() < Long.SIZE ? (Object) number.longValue() : number;
    }
    if (value instanceof Number number) {
      return number.longValue();
    }
    if (value instanceof NumpyArray.Complex number) {
      return Map.of("complex", List.of(real(number.real()), real(number.imaginary())));
    }
    if (value instanceof byte[] bytes) {
      return Map.of("bytes", HexFormat.of().formatHex(bytes));
    }
    if (value instanceof LocalDate date) {
      return Map.of("date", date.toString());
    }
    if (value instanceof LocalTime time) {
      return Map.of("time", MICROSECONDS.format(time));
    }
    if (value instanceof LocalDateTime time) {
      return Map.of("datetime", nanoseconds(time.toInstant(ZoneOffset.UTC)));
    }
    if (value instanceof OffsetDateTime time) {
      return Map.of("instant", nanoseconds(time.toInstant()));
    }
    if (value instanceof Instant time) {
      return Map.of("instant", nanoseconds(time));
    }
    if (value instanceof Map<?, ?> map) {
      return Map.of("map", map.entrySet().stream().map(Canonical::entry).toList());
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Canonical::value).collect(Collectors.toCollection(ArrayList::new));
    }
    throw new IllegalArgumentException(value.getClass() + ": " + value);
  }

  private static List<@Nullable Object> entry(Map.Entry<?, ?> entry) {
    List<@Nullable Object> pair = new ArrayList<>();
    pair.add(value(entry.getKey()));
    pair.add(value(entry.getValue()));
    return pair;
  }

  private static Object real(double number) {
    if (Double.isNaN(number)) {
      return Map.of("float", "nan");
    }
    return Double.isInfinite(number)
        ? Map.of("float", number > 0 ? "inf" : "-inf")
        : (Object) number;
  }

  private static Object nanoseconds(Instant time) {
    BigInteger nanoseconds =
        BigInteger.valueOf(time.getEpochSecond())
            .multiply(BigInteger.valueOf(1_000_000_000))
            .add(BigInteger.valueOf(time.getNano()));
    return nanoseconds.bitLength() < Long.SIZE
        ? (Object) nanoseconds.longValueExact()
        : nanoseconds;
  }

  /**
   * The form with all numbers as decimals of their exact value, for where whole numbers may have
   * become floating ones: a column of pandas can't hold whole numbers and nulls.
   */
  static @Nullable Object withoutNumberTypes(@Nullable Object canonical) {
    if (canonical instanceof Double number) {
      return plain(new BigDecimal(number));
    }
    if (canonical instanceof Number number) {
      return plain(new BigDecimal(number.toString()));
    }
    if (canonical instanceof List<?> list) {
      List<@Nullable Object> changed = new ArrayList<>();
      list.forEach(item -> changed.add(withoutNumberTypes(item)));
      return changed;
    }
    if (canonical instanceof Map<?, ?> map) {
      Map<Object, @Nullable Object> changed = new LinkedHashMap<>();
      map.forEach((key, item) -> changed.put(key, withoutNumberTypes(item)));
      return changed;
    }
    return canonical;
  }

  private static String plain(BigDecimal number) {
    return "number " + number.stripTrailingZeros().toPlainString();
  }
}
