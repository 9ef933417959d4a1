package io.t4.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import tools.jackson.core.io.NumberOutput;

/** Doubles as Python's {@code repr} prints them. */
final class PythonNumbers {
  /** Python leaves plain notation when the decimal point would stand outside these positions. */
  private static final int FIRST_PLAIN_POINT = -3;

  private static final int LAST_PLAIN_POINT = 16;

  private PythonNumbers() {}

  /** The shortest digits that read back as {@code value}, which is finite. */
  static String repr(double value) {
    if (value == 0) {
      return 1 / value < 0 ? "-0.0" : "0.0";
    }
    BigDecimal shortest = shortest(Math.abs(value));
    String digits = shortest.unscaledValue().toString();
    int point = digits.length() - shortest.scale();
    StringBuilder out = new StringBuilder(24);
    if (value < 0) {
      out.append('-');
    }
    if (point < FIRST_PLAIN_POINT || point > LAST_PLAIN_POINT) {
      appendScientific(out, digits, point - 1);
    } else if (point <= 0) {
      out.append("0.").append("0".repeat(-point)).append(digits);
    } else if (point >= digits.length()) {
      out.append(digits).append("0".repeat(point - digits.length())).append(".0");
    } else {
      out.append(digits, 0, point).append('.').append(digits, point, digits.length());
    }
    return out.toString();
  }

  /** The double whose digits are those of the float: 0.1f means 0.1, not 0.10000000149011612. */
  static double widen(float value) {
    return Float.isFinite(value) ? Double.parseDouble(NumberOutput.toString(value, true)) : value;
  }

  private static void appendScientific(StringBuilder out, String digits, int exponent) {
    out.append(digits.charAt(0));
    if (digits.length() > 1) {
      out.append('.').append(digits, 1, digits.length());
    }
    out.append('e').append(exponent < 0 ? '-' : '+');
    if (Math.abs(exponent) < 10) {
      out.append('0');
    }
    out.append(Math.abs(exponent));
  }

  private static BigDecimal shortest(double value) {
    // Jackson's writer (Schubfach) is right where Double.toString of Java 17 is sometimes longer.
    BigDecimal decimal = new BigDecimal(NumberOutput.toString(value, true)).stripTrailingZeros();
    if (decimal.precision() != 2) {
      return decimal;
    }
    // Schubfach, as Java specifies toString, gives two digits where one would do: 4.9E-324.
    BigDecimal oneDigit =
        new BigDecimal(value)
            .round(new MathContext(1, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    return oneDigit.doubleValue() == value ? oneDigit : decimal;
  }
}
