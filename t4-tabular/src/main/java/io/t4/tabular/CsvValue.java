package io.t4.tabular;

import io.t4.error.InvalidInputException;
import io.t4.json.Json;
import io.t4.json.JsonStyle;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.dflib.Series;
import org.jspecify.annotations.Nullable;

/**
 * How the values of one column are spelled: numbers and booleans as Python does, times as ISO 8601
 * with equally many digits in the whole column, because pandas guesses one pattern per column.
 */
final class CsvValue {
  private final String column;
  private final DateTimeFormatter times;

  private CsvValue(String column, int fractionDigits) {
    this.column = column;
    String fraction = fractionDigits == 0 ? "" : "." + "S".repeat(fractionDigits);
    this.times = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss" + fraction, Locale.ROOT);
  }

  static CsvValue forColumn(String column, Series<?> values) {
    int digits = 0;
    if (!Number.class.isAssignableFrom(values.getNominalType())) {
      for (Object value : values) {
        if (value instanceof TemporalAccessor time
            && time.isSupported(ChronoField.NANO_OF_SECOND)) {
          int nanos = time.get(ChronoField.NANO_OF_SECOND);
          digits = Math.max(digits, nanos == 0 ? 0 : nanos % 1000 == 0 ? 6 : 9);
        }
      }
    }
    return new CsvValue(column, digits);
  }

  /** The value's text, or null for what has no value: null and NaN. */
  @Nullable String text(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Double number) {
      return number.isNaN() ? null : pythonFloat(number);
    }
    if (value instanceof Float number) {
      return number.isNaN() ? null : pythonFloat(number);
    }
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    if (value instanceof LocalDateTime time) {
      return times.format(time);
    }
    if (value instanceof OffsetDateTime time) {
      return withOffset(time);
    }
    if (value instanceof ZonedDateTime time) {
      return withOffset(time.toOffsetDateTime());
    }
    if (value instanceof Instant time) {
      return withOffset(time.atOffset(ZoneOffset.UTC));
    }
    if (value instanceof byte[]) {
      throw new InvalidInputException(
          "column " + column + " holds bytes, which csv can't express; parquet can");
    }
    return Rows.isNested(value) ? Rows.json(value) : String.valueOf(value);
  }

  private String withOffset(OffsetDateTime time) {
    String offset = time.getOffset().equals(ZoneOffset.UTC) ? "+00:00" : time.getOffset().getId();
    return times.format(time) + offset;
  }

  /** As Python's {@code repr}; a number's JSON is the same, but JSON has no infinity. */
  private static String pythonFloat(Number value) {
    double number = value.doubleValue();
    return Double.isInfinite(number)
        ? number > 0 ? "inf" : "-inf"
        : Json.write(value, JsonStyle.PYTHON_ASCII);
  }
}
