package io.t4.catalog.index;

import io.t4.catalog.query.Composed;
import io.t4.catalog.query.Field;
import io.t4.catalog.query.Moments;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The values of an object's metadata as they are indexed: one flat document for each, with its path
 * and the value in each type that it has or, as a string, looks like. So a field may be a number
 * here and a text there, and no metadata adds a field to the index.
 */
final class MetadataValues {
  /** The most values of one object that are indexed; those after them are left out. */
  static final int LIMIT = 1_000;

  /** How deep values may lie; those that lie deeper are left out. */
  static final int MAX_DEPTH = 20;

  /** The longest path with a value, in characters. */
  static final int MAX_PATH = 512;

  /** How much of a value is indexed, in characters. */
  static final int MAX_TEXT = 8_000;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,3})?");

  /** A year and a month; a year alone is a number. */
  private static final int SHORTEST_DATE = 7;

  private final ArrayNode values = JsonNodeFactory.instance.arrayNode();
  private final Set<Distinct> present = new HashSet<>();

  private MetadataValues() {}

  /**
   * The values of both, in their order. Members of arrays have the path of the array; null and what
   * is empty has no value. A value is there once for each path, whatever the case of its letters,
   * so that counting values counts objects.
   */
  static ArrayNode of(JsonNode userMeta, JsonNode systemMeta) {
    MetadataValues values = new MetadataValues();
    values.add(Field.USER_META.label(), userMeta, 0);
    values.add(Field.SYSTEM_META.label(), systemMeta, 0);
    return values.values;
  }

  private void add(String path, JsonNode value, int depth) {
    if (values.size() >= LIMIT || depth > MAX_DEPTH || path.length() > MAX_PATH) {
      return;
    }
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              member ->
                  add(path + "." + Composed.of(member.getKey()), member.getValue(), depth + 1));
    } else if (value.isArray()) {
      value.values().forEach(member -> add(path, member, depth + 1));
    } else if (!value.isNull() && !value.isMissingNode()) {
      String text = Beginning.of(Composed.of(value.asString()), MAX_TEXT);
      if (present.add(Distinct.of(path, text))) {
        values.add(scalar(path, value, text));
      }
    }
  }

  /** What the index tells apart: its keywords are in small letters. */
  private record Distinct(String path, String value) {
    static Distinct of(String path, String text) {
      int[] small = text.codePoints().map(Character::toLowerCase).toArray();
      return new Distinct(path, new String(small, 0, small.length));
    }
  }

  private static ObjectNode scalar(String path, JsonNode value, String text) {
    ObjectNode scalar = JsonNodeFactory.instance.objectNode();
    scalar.put("path", path).put("keyword", text);
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      scalar.put("flag", Boolean.parseBoolean(text));
    }
    if (NUMBER.matcher(text).matches() && Double.isFinite(Double.parseDouble(text))) {
      scalar.put("number", Double.parseDouble(text));
    } else if (!value.isBoolean()) {
      // A number has no words: those of 5.3 would be 5 and 3.
      scalar.put("text", text);
    }
    if (text.length() >= SHORTEST_DATE && Moments.isDate(text)) {
      scalar.put("date", text);
    }
    return scalar;
  }
}
