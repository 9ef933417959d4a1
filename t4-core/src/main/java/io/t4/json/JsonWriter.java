package io.t4.json;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes one value; made by hand because bytes decide hashes. */
final class JsonWriter {
  private static final Pattern SIMPLE_KEY = Pattern.compile("[\\w-]+");
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private final JsonStyle style;
  private final Appendable out;

  /** Keys (String) and indices (Integer) from the root to where we are. */
  private final List<Object> path = new ArrayList<>();

  /** The containers from the root to where we are, to find one that contains itself. */
  private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

  JsonWriter(JsonStyle style, Appendable out) {
    this.style = style;
    this.out = out;
  }

  void write(@Nullable Object value) throws IOException {
    if (value == null || value instanceof Boolean) {
      out.append(String.valueOf(value));
    } else if (value instanceof String text) {
      string(text);
    } else if (value instanceof Number number) {
      number(number);
    } else if (value instanceof Map<?, ?> map) {
      enter(map);
      object(map);
      leave(map);
    } else if (value instanceof Collection<?> list) {
      enter(list);
      array(list);
      leave(list);
    } else {
      throw refuse(
          "is a %s, which JSON can't hold; use maps with string keys, lists, strings, numbers, booleans or null"
              .formatted(value.getClass().getName()));
    }
  }

  private void enter(Object container) {
    if (!open.add(container)) {
      throw refuse("contains itself; JSON has no cycles");
    }
    if (open.size() > Json.MAX_DEPTH) {
      throw refuse("is nested deeper than %d levels".formatted(Json.MAX_DEPTH));
    }
  }

  private void leave(Object container) {
    open.remove(container);
  }

  private void object(Map<?, ?> map) throws IOException {
    Map<?, ?> members = style.keys == JsonStyle.Keys.SORTED ? sorted(map) : map;
    out.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> member : members.entrySet()) {
      String key = requireString(member.getKey());
      separate(first);
      first = false;
      path.add(key);
      string(key);
      out.append(style.keySeparator);
      write(member.getValue());
      path.remove(path.size() - 1);
    }
    close(first, '}');
  }

  private void array(Collection<?> list) throws IOException {
    out.append('[');
    int index = 0;
    for (Object element : list) {
      separate(index == 0);
      path.add(index);
      write(element);
      path.remove(path.size() - 1);
      index++;
    }
    close(index == 0, ']');
  }

  private Map<String, Object> sorted(Map<?, ?> map) {
    Map<String, Object> sorted = new TreeMap<>(CodePointOrder.INSTANCE);
    map.forEach((key, value) -> sorted.put(requireString(key), value));
    return sorted;
  }

  private String requireString(@Nullable Object key) {
    if (key instanceof String text) {
      return text;
    }
    throw refuse(
        "has the key %s of %s; keys of JSON objects are strings"
            .formatted(key, key == null ? "no type" : key.getClass().getName()));
  }

  private void separate(boolean first) throws IOException {
    if (!first) {
      out.append(style.itemSeparator);
    }
    newLine(open.size());
  }

  private void close(boolean empty, char bracket) throws IOException {
    if (!empty) {
      newLine(open.size() - 1);
    }
    out.append(bracket);
  }

  private void newLine(int level) throws IOException {
    if (!style.indent.isEmpty()) {
      out.append('\n').append(style.indent.repeat(level));
    }
  }

  private void number(Number number) throws IOException {
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte
        || number instanceof BigInteger) {
      out.append(number.toString());
    } else if (number instanceof Double value) {
      floating(value);
    } else if (number instanceof Float value) {
      floating(PythonNumbers.widen(value));
    } else if (number instanceof BigDecimal value) {
      decimal(value);
    } else {
      throw refuse(
          "is a %s; use Long, BigInteger or Double".formatted(number.getClass().getName()));
    }
  }

  private void floating(double value) throws IOException {
    if (!Double.isFinite(value) && style.nonFinite == JsonStyle.NonFinite.SPELLED) {
      out.append(Double.toString(value));
      return;
    }
    if (!Double.isFinite(value)) {
      throw refuse("is %s, which JSON can't hold; leave it out or use null".formatted(value));
    }
    out.append(PythonNumbers.repr(value));
  }

  private void decimal(BigDecimal value) throws IOException {
    double nearest = value.doubleValue();
    if (!Double.isFinite(nearest)
        || new BigDecimal(PythonNumbers.repr(nearest)).compareTo(value) != 0) {
      throw refuse(
          "is the decimal %s, which would lose digits as a JSON number; write it as a string"
              .formatted(value));
    }
    out.append(PythonNumbers.repr(nearest));
  }

  private void string(String text) throws IOException {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (isEscaped(text, i)) {
            escape(c);
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  private boolean isEscaped(String text, int i) {
    char c = text.charAt(i);
    if (c < 0x20) {
      return true;
    }
    return switch (style.characters) {
      case ASCII -> c > 0x7E;
      case READABLE -> isLoneSurrogate(text, i);
      case UNICODE -> {
        if (isLoneSurrogate(text, i)) {
          throw refuse("has half a surrogate pair at character %d of its text".formatted(i));
        }
        yield false;
      }
    };
  }

  private static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  private void escape(char c) throws IOException {
    out.append("\\u")
        .append(HEX[c >> 12])
        .append(HEX[(c >> 8) & 0xF])
        .append(HEX[(c >> 4) & 0xF])
        .append(HEX[c & 0xF]);
  }

  private NotJsonException refuse(String problem) {
    StringBuilder where = new StringBuilder();
    for (Object step : path) {
      if (step instanceof Integer index) {
        where.append('[').append(index).append(']');
      } else if (SIMPLE_KEY.matcher((String) step).matches()) {
        where.append(where.isEmpty() ? "" : ".").append(step);
      } else {
        where.append("['").append(step).append("']");
      }
    }
    return new NotJsonException(where.isEmpty() ? "the value" : where.toString(), problem);
  }
}
