package io.t4.catalog.query;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/** What the analysis of the index will make of a value, as far as a query must know it. */
final class Words {
  /** Two characters of these that touch are a word of the index. */
  private static final Set<UnicodeScript> IN_PAIRS =
      Set.of(
          UnicodeScript.HAN, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA, UnicodeScript.HANGUL);

  /** Other scripts without spaces between words. */
  private static final Set<UnicodeScript> WITHOUT_SPACES =
      Set.of(UnicodeScript.THAI, UnicodeScript.LAO, UnicodeScript.KHMER, UnicodeScript.MYANMAR);

  private Words() {}

  /** How many words, at most; 0 for nothing but punctuation, which the index doesn't have. */
  static int count(String text) {
    int count = 0;
    boolean inWord = false;
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      if (!isPartOfWord(character)) {
        inWord = false;
      } else if (IN_PAIRS.contains(UnicodeScript.of(character))
          || WITHOUT_SPACES.contains(UnicodeScript.of(character))
          || Character.isSupplementaryCodePoint(character)) {
        count++;
        inWord = false;
      } else if (!inWord) {
        count++;
        inWord = true;
      }
    }
    return count;
  }

  /** Pictures, all of them beyond the first 65,536 characters, are words of the index too. */
  private static boolean isPartOfWord(int character) {
    return Character.isLetterOrDigit(character)
        || Character.isSupplementaryCodePoint(character)
        || Character.getType(character) == Character.NON_SPACING_MARK
        || Character.getType(character) == Character.COMBINING_SPACING_MARK;
  }

  /** Whether it is a single character that the index has only together with its neighbours. */
  static boolean isOneOfPair(String text) {
    return text.codePointCount(0, text.length()) == 1
        && IN_PAIRS.contains(UnicodeScript.of(text.codePointAt(0)));
  }

  /** In small letters, one by one as the index does it. */
  static String lowerCase(String text) {
    return text.codePoints()
        .map(Character::toLowerCase)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
