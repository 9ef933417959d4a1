package io.t4.catalog.index;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import io.t4.catalog.query.Field;
import io.t4.catalog.query.Moments;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Metadata as the index holds it: one entry for each scalar, with its path and its value in every
 * type that it can be read as. A field may so be a number here and a text there, and no metadata
 * can add a field to the mapping.
 */
final class MetadataValues {
  /** The most entries of one object; S3's 2 KB of metadata hold fewer. */
  static final int MAX_VALUES = 1_000;

  /** The longest text of an entry, in characters. */
  static final int MAX_TEXT = 8_000;

  /** The deepest path. */
  static final int MAX_DEPTH = 20;

  /** The longest path, in characters. */
  static final int MAX_PATH = 512;

  private static final int LONGEST_NUMBER = 40;
  private static final int SHORTEST_DATE = 10;
  private static final int LONGEST_DATE = 40;

  private final ArrayNode entries = JsonNodeFactory.instance.arrayNode();
  private final StringBuilder text = new StringBuilder();

  private MetadataValues() {}

  /** The entries of a JSON object, at most {@link #MAX_VALUES}. */
  static MetadataValues of(Map<String, ?> metadata) {
    MetadataValues values = new MetadataValues();
    metadata.forEach((name, value) -> values.add(name, value, 1));
    return values;
  }

  ArrayNode entries() {
    return entries;
  }

  /** Names and values as words, for the search over everything. */
  String text() {
    return text.toString();
  }

  private void add(String path, @Nullable Object value, int depth) {
    if (entries.size() >= MAX_VALUES || depth > MAX_DEPTH || path.length() > MAX_PATH) {
      return;
    }
    if (value instanceof Map<?, ?> members) {
      members.forEach((name, member) -> add(path + "." + name, member, depth + 1));
    } else if (value instanceof List<?> elements) {
      elements.forEach(element -> add(path, element, depth + 1));
    } else if (value != null) {
      addScalar(path, value);
    }
  }

  private void addScalar(String path, Object value) {
    String written = value.toString();
    String shown = written.length() > MAX_TEXT ? written.substring(0, MAX_TEXT) : written;
    ObjectNode entry = entries.addObject();
    entry.put("path", path);
    entry.put("text", shown);
    entry.put("keyword", shown);
    Double number = number(value, written);
    if (number != null) {
      entry.put("number", number);
    }
    if (value instanceof Boolean flag) {
      entry.put("flag", flag);
    }
    Instant date = value instanceof String ? date(written) : null;
    if (date != null) {
      entry.put("date", date.toString());
    }
    text.append(path).append(' ').append(shown).append('\n');
  }

  /** A number, or a text that is written like one; null for others, and beyond a double's range. */
  private static @Nullable Double number(Object value, String written) {
    boolean candidate =
        value instanceof Number
            || (value instanceof String
                && !written.isEmpty()
                && written.length() <= LONGEST_NUMBER
                && "+-.0123456789".indexOf(written.charAt(0)) >= 0);
    if (!candidate) {
      return null;
    }
    try {
      double number = new BigDecimal(written).doubleValue();
      return Double.isFinite(number) ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** An ISO 8601 date or time; without a zone it counts as UTC. */
  private static @Nullable Instant date(String text) {
    if (text.length() < SHORTEST_DATE
        || text.length() > LONGEST_DATE
        || text.charAt(4) != '-'
        || text.charAt(7) != '-') {
      return null;
    }
    try {
      if (text.length() == SHORTEST_DATE) {
        return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      TemporalAccessor time =
          DateTimeFormatter.ISO_DATE_TIME.parseBest(
              text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from);
      return time instanceof OffsetDateTime zoned
          ? zoned.toInstant()
          : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      return null;
    }
 * The values of an object's metadata as they are indexed: one flat document for each, with its path
 * and the value in each type that it has or, as a string, looks like. So a field may be a number
 * here and a text there, and no metadata adds a field to the index.
 */
public final class MetadataValues {
  /** The most values of one object that are indexed; those after them are left out. */
  public static final int LIMIT = 1_000;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,3})?");

  /** A year and a month; a year alone is a number. */
  private static final int SHORTEST_DATE = 7;

  private final ArrayNode values = JsonNodeFactory.instance.arrayNode();

  private MetadataValues() {}

  /**
   * The values of both, in their order. Members of arrays have the path of the array; null and what
   * is empty has no value.
   */
  public static ArrayNode of(JsonNode userMeta, JsonNode systemMeta) {
    MetadataValues values = new MetadataValues();
    values.add(Field.USER_META.label(), userMeta);
    values.add(Field.SYSTEM_META.label(), systemMeta);
    return values.values;
  }

  private void add(String path, JsonNode value) {
    if (values.size() >= LIMIT) {
      return;
    }
    if (value.isObject()) {
      value.properties().forEach(member -> add(path + "." + member.getKey(), member.getValue()));
    } else if (value.isArray()) {
      value.values().forEach(member -> add(path, member));
    } else if (!value.isNull() && !value.isMissingNode()) {
      values.add(scalar(path, value));
    }
  }

  private static ObjectNode scalar(String path, JsonNode value) {
    String text = value.asString();
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
