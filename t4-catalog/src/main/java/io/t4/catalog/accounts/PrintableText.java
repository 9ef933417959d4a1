package io.t4.catalog.accounts;

/**
 * Text that a terminal or a log shows as it is: without control characters, which steer it, and
 * characters that can't be seen, which let text look like another.
 */
public final class PrintableText {
  private PrintableText() {}

  /** Whether all of a text is so. */
  public static boolean isPrintable(String text) {
    return text.codePoints().allMatch(PrintableText::isPrintable);
  }

  /** A text with question marks in place of what is not so. */
  public static String of(String text) {
    return text.codePoints()
        .map(character -> isPrintable(character) ? character : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isPrintable(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
