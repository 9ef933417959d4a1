package io.t4.formats.internal;

import io.t4.error.InvalidInputException;
import java.util.Map;

/** Checks of the options that a format is given. */
final class Options {
  private Options() {}

  static void requireNone(String format, Map<String, Object> options) {
    if (!options.isEmpty()) {
      throw new InvalidInputException(
          "The format %s has no options; leave out %s.".formatted(format, options.keySet()));
    }
  }
}
