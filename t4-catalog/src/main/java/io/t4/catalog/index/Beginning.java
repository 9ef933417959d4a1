package io.t4.catalog.index;

/** The beginning of a text that is too long. */
final class Beginning {
  private Beginning() {}

  /** At most so many characters, without half of one outside the basic plane at the end. */
  static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end);
  }
}
