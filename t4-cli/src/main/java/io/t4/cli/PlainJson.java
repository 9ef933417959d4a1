package io.t4.cli;

import io.t4.formats.NumpyArray;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dflib.DataFrame;
import org.dflib.row.RowProxy;
import org.jspecify.annotations.Nullable;

/**
 * Values as JSON has them: tables become lists of rows, arrays lists of lists, bytes base64, dates
 * and whatever else is not JSON its text, NaN and infinities null.
 */
final class PlainJson {
  private PlainJson() {}

  /** Whether the value is one that JSON has, itself or in a container. */
  static boolean canHold(@Nullable Object value) {
    return value == null
        || value instanceof Map
        || value instanceof Collection
        || value instanceof Number
        || value instanceof Boolean;
  }

  static @Nullable Object of(@Nullable Object value) {
    if (value == null || value instanceof Boolean || value instanceof String) {
      return value;
    }
    if (value instanceof Number number) {
      return ofNumber(number);
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      map.forEach((key, member) -> members.put(String.valueOf(key), of(member)));
      return members;
    }
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    if (value instanceof Collection<?> collection) {
      return list(collection);
    }
    if (value instanceof DataFrame table) {
      return list(table);
    }
    if (value instanceof RowProxy row) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      row.getIndex().forEach(column -> members.put(column, of(row.get(column))));
      return members;
    }
    if (value instanceof NumpyArray array) {
      return elements(array);
    }
    return value.toString();
  }

  /** The array as lists of lists; of the index given so far, what is below it. */
  private static @Nullable Object elements(NumpyArray array, int... index) {
    int[] shape = array.shape();
    if (index.length == shape.length) {
      return of(array.get(index));
    }
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 0; i < shape[index.length]; i++) {
      int[] next = Arrays.copyOf(index, index.length + 1);
      next[index.length] = i;
      list.add(elements(array, next));
    }
    return list;
  }

  private static List<@Nullable Object> list(Iterable<?> elements) {
    List<@Nullable Object> list = new ArrayList<>();
    elements.forEach(element -> list.add(of(element)));
    return list;
  }

  private static @Nullable Object ofNumber(Number number) {
    if (number instanceof BigDecimal decimal) {
      return decimal.doubleValue();
    }
    double value = number.doubleValue();
    return Double.isNaN(value) || Double.isInfinite(value) ? null : number;
  }
}
