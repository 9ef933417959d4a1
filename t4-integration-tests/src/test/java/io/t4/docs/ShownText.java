package io.t4.docs;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Output as a document shows it. An ellipsis stands for what differs from run to run: within a line
 * for any text, on a line of its own for any number of lines.
 */
record ShownText(String text) {
  private static final String ELLIPSIS = "…";

  boolean matches(String actual) {
    String pattern =
        lines(text).stream()
            .map(line -> line.equals(ELLIPSIS) ? "(?:.*\n)*?" : line(line) + "\n")
            .collect(Collectors.joining());
    return Pattern.matches(pattern, String.join("\n", lines(actual)) + "\n");
  }

  private static String line(String line) {
    return List.of(line.split(ELLIPSIS, -1)).stream()
        .map(Pattern::quote)
        .collect(Collectors.joining(".*?"));
  }

  /** Editors take white space at the end of lines away. */
  private static List<String> lines(String text) {
    return text.stripTrailing().lines().map(String::stripTrailing).toList();
  }
}
