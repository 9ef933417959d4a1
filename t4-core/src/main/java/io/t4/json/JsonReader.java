package io.t4.json;

import io.t4.error.FormatException;
import io.t4.error.TooLargeException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamConstraintsException;

/** Turns Jackson's tokens into plain values. */
final class JsonReader {
  private final JsonParser parser;
  private final JsonReading reading;

  private JsonReader(JsonParser parser, JsonReading reading) {
    this.parser = parser;
    this.reading = reading;
  }

  /**
   * Reads the only value of the document and closes the parser.
   *
   * @param source makes the parser, which already reads: it finds the encoding
   */
  static @Nullable Object read(Supplier<JsonParser> source, JsonReading reading)
      throws IOException {
    try (JsonParser parser = source.get()) {
      JsonReader reader = new JsonReader(parser, reading);
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new FormatException("The JSON is empty.");
      }
      Object value = reader.value(first);
      if (parser.nextToken() != null) {
        throw reader.malformed("there is more after the end of the value", null);
      }
      return value;
    } catch (JacksonIOException e) {
      throw e.getCause();
    } catch (StreamConstraintsException e) {
      throw new TooLargeException("The JSON is beyond a limit: " + e.getOriginalMessage(), e);
    } catch (JacksonException e) {
      throw new FormatException(
          "Malformed JSON at line %d, column %d: %s"
              .formatted(
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  e.getOriginalMessage()),
          e);
    }
  }

  private @Nullable Object value(JsonToken token) {
    return switch (token) {
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> integer();
      case VALUE_NUMBER_FLOAT -> floating();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw malformed("unexpected " + token, null);
    };
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (String key = parser.nextName(); key != null; key = parser.nextName()) {
      // A repeated key keeps its place and takes the last value, as in a Python dict.
      members.put(key, value(parser.nextToken()));
    }
    return members;
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> elements = new ArrayList<>();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      elements.add(value(token));
    }
    return elements;
  }

  private Object integer() {
    if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      return parser.getBigIntegerValue();
    }
    return parser.getLongValue();
  }

  private double floating() {
    double value = parser.getDoubleValue();
    if (reading == JsonReading.STRICT && !Double.isFinite(value)) {
      throw malformed("%s is beyond the range of a double".formatted(parser.getString()), null);
    }
    return value;
  }

  private FormatException malformed(String problem, @Nullable Throwable cause) {
    var at = parser.currentTokenLocation();
    return new FormatException(
        "Malformed JSON at line %d, column %d: %s"
            .formatted(at.getLineNr(), at.getColumnNr(), problem),
        cause);
  }
}
