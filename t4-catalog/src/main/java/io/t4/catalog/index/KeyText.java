package io.t4.catalog.index;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a key, as text to be indexed. */
public final class KeyText {
  /** Capitals alone, letters of which only the first may be a capital, other letters, digits. */
  private static final Pattern PART =
      Pattern.compile("\\p{Lu}+(?!\\p{Ll})|\\p{Lu}?\\p{Ll}+|\\p{Lo}+|\\p{Nd}+");

  private static final Pattern RUN = Pattern.compile("[\\p{L}\\p{Nd}]+");

  private KeyText() {}

  /**
   * The key, and after it the parts of those of its words that consist of several: for {@code
   * logs/rawData2.csv} it is {@code logs/rawData2.csv raw Data 2}. So the analysis need not take
   * words apart in the text of files, where it would fill the index with pieces of identifiers.
   */
  public static String of(String key) {
    StringBuilder text = new StringBuilder(key);
    Matcher runs = RUN.matcher(key);
    while (runs.find()) {
      Matcher parts = PART.matcher(runs.group());
      while (parts.find()) {
        if (parts.end() - parts.start() < runs.group().length()) {
          text.append(' ').append(parts.group());
        }
      }
    }
    return text.toString();
  }
}
