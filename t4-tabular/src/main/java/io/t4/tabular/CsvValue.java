package io.t4.tabular;

import io.t4.error.InvalidInputException;
import java.math.BigDecimal;
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
import tools.jackson.core.io.NumberOutput;

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
      return number.isNaN() ? null : pythonFloat(number, NumberOutput.toString(number, true));
    }
    if (value instanceof Float number) {
      return number.isNaN() ? null : pythonFloat(number, NumberOutput.toString(number, true));
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
    String offset = time.getOffset() == ZoneOffset.UTC ? "+00:00" : time.getOffset().getId();
    return times.format(time) + offset;
  }

  /**
   * Python's {@code repr}: the same shortest digits as Java's, an exponent from 1e16 on and below
   * 1e-4.
   */
  private static String pythonFloat(double value, String java) {
    double magnitude = Math.abs(value);
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    // Where Java has no exponent, Python has none either.
    if (magnitude == 0 || (magnitude >= 1e-3 && magnitude < 1e7)) {
      return java;
    }
    BigDecimal digits = new BigDecimal(java).stripTrailingZeros();
    int exponent = digits.precision() - digits.scale() - 1;
    if (exponent >= -4 && exponent < 16) {
      String plain = digits.toPlainString();
      return plain.indexOf('.') < 0 ? plain + ".0" : plain;
    }
    String unscaled = digits.unscaledValue().abs().toString();
    StringBuilder text = new StringBuilder(value < 0 ? "-" : "").append(unscaled.charAt(0));
    if (unscaled.length() > 1) {
      text.append('.').append(unscaled, 1, unscaled.length());
    }
    return text.append('e')
        .append(exponent < 0 ? '-' : '+')
        .append(Math.abs(exponent) < 10 ? "0" : "")
        .append(Math.abs(exponent))
        .toString();
  }
}
