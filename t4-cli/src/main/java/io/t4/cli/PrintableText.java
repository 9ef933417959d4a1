package io.t4.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Makes text of others, such as keys, hits and errors of servers, harmless for a terminal: it can't
 * give commands, end a line, or show characters in another order than they have.
 */
final class PrintableText {
  private static final int FIRST_EMBEDDING = 0x202A;
  private static final int LAST_OVERRIDE = 0x202E;
  private static final int FIRST_ISOLATE = 0x2066;
  private static final int LAST_ISOLATE = 0x2069;

  private PrintableText() {}

  /** As one line, with {@code ?} for what can do harm. */
  static String line(String text) {
    return replaced(text, false, unsafe -> "?");
  }

  /** As {@link #line}, with the line ends and tabs that the text has. */
  static String lines(String text) {
    return replaced(text, true, unsafe -> "?");
  }

  /** JSON that means the same. */
  static String json(String json) {
    // Outside strings JSON has no such characters but the line ends.
    return replaced(json, true, PrintableText::escaped);
  }

  /** The stack trace as Java prints it, with the messages made harmless. */
  static String trace(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, true));
    return lines(trace.toString());
  }

  private static String escaped(int unsafe) {
    return String.format(Locale.ROOT, "\\u%04x", unsafe);
  }

  private static String replaced(String text, boolean keepsLines, IntFunction<String> replacement) {
    if (text.codePoints().noneMatch(c -> isUnsafe(c, keepsLines))) {
      return text;
    }
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isUnsafe(c, keepsLines)) {
                safe.append(replacement.apply(c));
              } else {
                safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }

  private static boolean isUnsafe(int c, boolean keepsLines) {
    if (c == '\n' || c == '\t') {
      return !keepsLines;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default ->
          (c >= FIRST_EMBEDDING && c <= LAST_OVERRIDE) || (c >= FIRST_ISOLATE && c <= LAST_ISOLATE);
    };
  }
}
