package io.t4.catalog.pages;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** How pages write sizes, numbers and times; templates know it as {@code @shown}. */
@Component("shown")
final class Shown {
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  private static final int KIB = 1024;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** A size in bytes, in the unit that leaves three digits or so. */
  public String size(long bytes) {
    if (bytes < KIB) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    while (value >= KIB && unit < UNITS.length - 1) {
      value /= KIB;
      unit++;
    }
    return String.format(Locale.ROOT, value < 10 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
  }

  /** A number with its thousands apart. */
  public String number(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', '\u202F');
  }

  /** A time, to the minute, in UTC. */
  public String time(Instant time) {
    return TIME.format(time);
  }
}
