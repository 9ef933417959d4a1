package io.t4.formats.internal;

import io.t4.error.FormatException;
import io.t4.error.TooLargeException;
import io.t4.formats.NumpyType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The Python literal in an {@code .npy} header. Only what NumPy writes there is understood: a dict
 * of strings to strings, {@code True}, {@code False} and tuples of integers. Nothing is evaluated.
 */
final class NumpyDict {
  private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

  /** Of a dimension; more don't fit into an int anyway. */
  private static final int MAX_DIGITS = 18;

  /** NumPy 2 has at most so many dimensions. */
  private static final int MAX_DIMENSIONS = 64;

  private final String text;
  private int at;

  NumpyDict(String text) {
    this.text = text;
  }

  NumpyHeader header() {
    Map<String, Object> values = dict();
    if (!values.keySet().equals(KEYS)) {
      throw new FormatException(
          "The .npy header has the keys %s; it must have %s.".formatted(values.keySet(), KEYS));
    }
    if (values.get("descr") instanceof String descr
        && values.get("fortran_order") instanceof Boolean fortran
        && values.get("shape") instanceof List<?> shape) {
      return new NumpyHeader(
          NumpyType.parse(descr),
          fortran ? NumpyHeader.Order.FORTRAN : NumpyHeader.Order.C,
          shape.stream().map(Integer.class::cast).toList());
    }
    throw malformed("a value has the wrong type");
  }

  private Map<String, Object> dict() {
    Map<String, Object> values = new HashMap<>();
    expect('{');
    while (!accept('}')) {
      String key = string();
      expect(':');
      if (values.put(key, value(key)) != null) {
        throw malformed("the key '" + key + "' is repeated");
      }
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    if (!text.substring(at).isBlank()) {
      throw malformed("there is more after the dict");
    }
    return values;
  }

  private Object value(String key) {
    skipSpace();
    if (text.startsWith("True", at)) {
      at += "True".length();
      return true;
    }
    if (text.startsWith("False", at)) {
      at += "False".length();
      return false;
    }
    if (accept('(')) {
      return tuple();
    }
    if (key.equals("descr") && accept('[')) {
      throw new FormatException(
          "The array holds records (a structured dtype), which are not supported; save each field as an array of its own.");
    }
    return string();
  }

  private List<Integer> tuple() {
    List<Integer> numbers = new ArrayList<>();
    while (!accept(')')) {
      numbers.add(number());
      if (numbers.size() > MAX_DIMENSIONS) {
        throw malformed("there are more than " + MAX_DIMENSIONS + " dimensions");
      }
      if (!accept(',')) {
        expect(')');
        break;
      }
    }
    return numbers;
  }

  private int number() {
    skipSpace();
    int start = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    if (at == start) {
      throw malformed("a size is missing");
    }
    if (at - start > MAX_DIGITS || Long.parseLong(text, start, at, 10) > Integer.MAX_VALUE) {
      throw new TooLargeException(
          "The .npy header claims a dimension of %s elements; the limit is %d."
              .formatted(text.substring(start, at), Integer.MAX_VALUE));
    }
    int number = Integer.parseInt(text, start, at, 10);
    // Python 2 wrote long integers so.
    accept('L');
    return number;
  }

  private String string() {
    skipSpace();
    char quote = at < text.length() ? text.charAt(at) : 0;
    int end = quote == '\'' || quote == '"' ? text.indexOf(quote, at + 1) : -1;
    if (end < 0) {
      throw malformed("a string is missing");
    }
    String string = text.substring(at + 1, end);
    if (string.indexOf('\\') >= 0) {
      throw malformed("a string has escapes");
    }
    at = end + 1;
    return string;
  }

  private boolean accept(char c) {
    skipSpace();
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    if (!accept(c)) {
      throw malformed("'" + c + "' is missing");
    }
  }

  private void skipSpace() {
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n')) {
      at++;
    }
  }

  private FormatException malformed(String problem) {
    return new FormatException("Malformed .npy header at character %d: %s.".formatted(at, problem));
  }
}
