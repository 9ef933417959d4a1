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
  }
}
