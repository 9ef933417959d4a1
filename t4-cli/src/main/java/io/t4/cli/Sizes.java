package io.t4.cli;

import io.t4.transfer.TransferReport;
import java.util.Locale;

/** Sizes and counts in words. */
final class Sizes {
  private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Sizes() {}

  /** Such as {@code 17 B}, {@code 3.2 MiB}: powers of 1024, one decimal. */
  static String inWords(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    double value = bytes;
    int unit = -1;
    // 1023.95 would round to 1024.0.
    while (value >= 1023.95 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  /** Such as {@code 3 files, 1.2 MiB; 5 unchanged}. */
  static String inWords(TransferReport report) {
    return String.format(
        Locale.ROOT,
        "%s, %s; %,d unchanged",
        counted(report.transferred(), "file"),
        inWords(report.bytes()),
        report.unchanged());
  }

  /** Such as {@code 1 file} and {@code 2 files}. */
  static String counted(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }
}
