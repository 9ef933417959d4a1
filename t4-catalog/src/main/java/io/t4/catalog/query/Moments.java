package io.t4.catalog.query;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates as queries and metadata have them: ISO 8601, whole or cut off after the year, the month,
 * the day, or a part of the time; in queries also the date math of OpenSearch.
 */
public final class Moments {
  /** The format of OpenSearch for what this class accepts, so that 2026 is a year. */
  public static final String FORMAT = "strict_date_optional_time";

  private static final Pattern DATE =
      Pattern.compile(
          "(\\d{4})(?:-(\\d{2})(?:-(\\d{2})(?:T(\\d{2})(?::(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?)?"
              + "(Z|[+-]\\d{2}:?\\d{2})?)?)?)?");

  private static final String STEPS = "(?:[+-]\\d{1,4}[yMwdHhms]){0,4}(?:/[yMwdHhms])?";
  private static final Pattern FROM_NOW = Pattern.compile("now" + STEPS);
  private static final Pattern STEPS_FROM_DATE = Pattern.compile(STEPS);

  private Moments() {}

  /** Whether it is a date or date math. */
  static boolean isMoment(String text) {
    if (FROM_NOW.matcher(text).matches()) {
      return true;
    }
    int steps = text.indexOf("||");
    return steps < 0
        ? isDate(text)
        : isDate(text.substring(0, steps))
            && STEPS_FROM_DATE.matcher(text.substring(steps + 2)).matches();
  }

  /** Whether it is a date, possibly no more than a year, as {@value #FORMAT} has it. */
  public static boolean isDate(String text) {
    Matcher parts = DATE.matcher(text);
    if (!parts.matches()) {
      return false;
    }
    try {
      LocalDate.of(number(parts, 1, 1), number(parts, 2, 1), number(parts, 3, 1));
      LocalTime.of(number(parts, 4, 0), number(parts, 5, 0), number(parts, 6, 0));
      if (parts.group(8) != null) {
        ZoneOffset.of(parts.group(8));
      }
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /**
   * A moment as a bound of OpenSearch: a whole day, month or year begins or ends where the range
   * needs it.
   */
  static String bound(String moment) {
    String unit =
        switch (isDate(moment) ? moment.length() : 0) {
          case 4 -> "||/y";
          case 7 -> "||/M";
          case 10 -> "||/d";
          default -> "";
        };
    return moment + unit;
  }

  private static int number(Matcher parts, int group, int otherwise) {
    return parts.group(group) == null ? otherwise : Integer.parseInt(parts.group(group));
  }
}
