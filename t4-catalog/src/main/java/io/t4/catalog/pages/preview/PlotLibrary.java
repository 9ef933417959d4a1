package io.t4.catalog.pages.preview;

import io.t4.storage.ObjectStat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What draws a plot that is written in JSON. */
public enum PlotLibrary {
  VEGA,
  VEGA_LITE,
  ECHARTS;

  /** Larger objects are drawn by none, in bytes. */
  public static final int LARGEST = 8 * 1024 * 1024;

  /** How a text names its grammar, also where only its beginning was read. */
  private static final Pattern SCHEMA =
      Pattern.compile(
          "\"\\$schema\"\\s{0,9}:\\s{0,9}\"https?://vega\\.github\\.io/schema/(vega|vega-lite)/v\\d");

  /** Its name in addresses and in {@code quilt_summarize.json}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one of that name, if there is one. */
  public static Optional<PlotLibrary> named(String label) {
    for (PlotLibrary library : values()) {
      if (library.label().equals(label)) {
        return Optional.of(library);
      }
    }
    return Optional.empty();
  }

  /**
   * The one that draws an object; empty if it is no plot.
   *
   * @param text its beginning
   */
  static Optional<PlotLibrary> of(ObjectStat stat, String text) {
    if (stat.size() > LARGEST) {
      return Optional.empty();
    }
    String name = stat.key().toLowerCase(Locale.ROOT);
    if (name.endsWith(".vl.json")) {
      return Optional.of(VEGA_LITE);
    }
    if (name.endsWith(".vg.json")) {
      return Optional.of(VEGA);
    }
    if (name.endsWith(".echarts.json")) {
      return Optional.of(ECHARTS);
    }
    Matcher schema = SCHEMA.matcher(text);
    return schema.find() ? named(schema.group(1)) : Optional.empty();
  }
}
