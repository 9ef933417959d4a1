package io.t4.catalog.index;

import io.t4.catalog.query.Composed;
import java.util.ArrayList;
import java.util.List;
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
   * A stretch of a key.
   *
   * @param start of its first {@code char}
   * @param end behind its last one
   */
  private record Stretch(int start, int end) {
    int length() {
      return end - start;
    }
  }

  /**
   * The key, {@linkplain Composed composed}, and after it the parts of those of its words that
   * consist of several: for {@code logs/rawData2.csv} it is {@code logs/rawData2.csv raw Data 2}.
   * So the analysis need not take words apart in the text of files, where it would fill the index
   * with pieces of identifiers.
   */
  public static String of(String key) {
    return ofComposed(Composed.of(key));
  }

  private static String ofComposed(String key) {
    StringBuilder text = new StringBuilder(key);
    parts(key).forEach(part -> text.append(' ').append(key, part.start(), part.end()));
    return text.toString();
  }

  private static List<Stretch> parts(String key) {
    List<Stretch> found = new ArrayList<>();
    Matcher runs = RUN.matcher(key);
    while (runs.find()) {
      Matcher parts = PART.matcher(runs.group());
      while (parts.find()) {
        if (parts.end() - parts.start() < runs.group().length()) {
          found.add(new Stretch(runs.start() + parts.start(), runs.start() + parts.end()));
        }
      }
    }
    return found;
  }

  /**
   * The key, {@linkplain Composed composed}, with marks around what matches in it or in the parts
   * behind it.
   *
   * @param text {@link #of} the key, with characters around each match that the key doesn't have
   * @param from the character before a match
   * @param to the character behind a match
   * @param start what is put before a match
   * @param end what is put behind a match
   */
  public static String marked(
      String key, String text, char from, char to, String start, String end) {
    return markedComposed(Composed.of(key), text, from, to, start, end);
  }

  private static String markedComposed(
      String key, String text, char from, char to, String start, String end) {
    boolean[] matches = matches(key, text, from, to);
    StringBuilder marked = new StringBuilder();
    for (int i = 0; i < key.length(); i++) {
      if (matches[i] && (i == 0 || !matches[i - 1])) {
        marked.append(start);
      }
      marked.append(key.charAt(i));
      if (matches[i] && (i + 1 == key.length() || !matches[i + 1])) {
        marked.append(end);
      }
    }
    return marked.toString();
  }

  /** Which characters of the key belong to a match. */
  private static boolean[] matches(String key, String text, char from, char to) {
    int[] places = places(key);
    boolean[] matches = new boolean[key.length()];
    boolean within = false;
    int position = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == from || c == to) {
        within = c == from;
        continue;
      }
      if (within && position < places.length && places[position] >= 0) {
        matches[places[position]] = true;
      }
      position++;
    }
    return matches;
  }

  /** Where in the key each character of its text is from; -1 for the spaces between the parts. */
  private static int[] places(String key) {
    int[] places = new int[ofComposed(key).length()];
    int position = 0;
    while (position < key.length()) {
      places[position] = position;
      position++;
    }
    for (Stretch part : parts(key)) {
      places[position++] = -1;
      for (int i = 0; i < part.length(); i++) {
        places[position++] = part.start() + i;
      }
    }
    return places;
  }
}
