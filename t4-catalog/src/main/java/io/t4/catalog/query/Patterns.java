package io.t4.catalog.query;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.index.Term;
import org.apache.lucene.queryparser.flexible.core.util.UnescapedCharSequence;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.RegExp;
import org.apache.lucene.util.automaton.TooComplexToDeterminizeException;
import org.jspecify.annotations.Nullable;

/**
 * Checks of wildcards and regular expressions. Lucene makes an automaton of each, which can be
 * exponentially larger than the pattern; so the same is done here, within limits.
 */
final class Patterns {
  private static final Pattern COUNT = Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");

  private Patterns() {}

  /** The regular expression, checked. */
  static Word regularExpression(Word typed) throws QuerySyntaxException {
    checkLength(typed, "regular expression");
    checkRepetitions(typed);
    try {
      RegExp parsed = new RegExp(typed.text(), RegExp.NONE, RegExp.ASCII_CASE_INSENSITIVE);
      Operations.determinize(parsed.toAutomaton(), Limits.PATTERN_STATES);
    } catch (TooComplexToDeterminizeException e) {
      throw tooComplex(typed);
    } catch (IllegalArgumentException e) {
      throw typed.refused(
          "The regular expression /"
              + typed.text()
              + "/ is malformed: "
              + e.getMessage()
              + ". Correct it, or put it in quotes if it is meant as text");
    }
    return typed;
  }

  /** Counts multiply where they are nested; to take all as nested is simple and safe. */
  private static void checkRepetitions(Word typed) throws QuerySyntaxException {
    long product = 1;
    Matcher counts = COUNT.matcher(typed.text());
    while (counts.find()) {
      product *= Math.max(count(counts.group(1)), count(counts.group(2)));
      if (product > Limits.PATTERN_REPETITIONS) {
        throw typed.refused(
            "The regular expression repeats more than "
                + Limits.PATTERN_REPETITIONS
                + " times what it counts. Use smaller numbers, or * and +");
      }
    }
  }

  private static long count(@Nullable String digits) {
    if (digits == null || digits.isEmpty()) {
      return 1;
    }
    return digits.length() > 4
        ? Limits.PATTERN_REPETITIONS + 1L
        : Math.max(1, Long.parseLong(digits));
  }

  private static QuerySyntaxException tooComplex(Word typed) {
    return typed.refused(
        "The pattern '" + typed.text() + "' has too many possibilities. Use a simpler one");
  }

  static void checkLength(Word typed, String what) throws QuerySyntaxException {
    if (typed.text().length() > Limits.PATTERN_LENGTH) {
      throw typed.refused(
          "The "
              + what
              + " has "
              + typed.text().length()
              + " characters; at most "
              + Limits.PATTERN_LENGTH
              + " are possible");
    }
  }

  static boolean hasWildcard(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (isWildcard(text, i)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWildcard(CharSequence text, int index) {
    char character = text.charAt(index);
    return (character == '*' || character == '?')
        && !(text instanceof UnescapedCharSequence unescaped && unescaped.wasEscaped(index));
  }

  /** The word with wildcards, checked; what isn't a wildcard is escaped by a backslash. */
  static Word wildcards(CharSequence text, int position) throws QuerySyntaxException {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char character = text.charAt(i);
      if (isWildcard(text, i)) {
        if (character == '*' && i > 0 && text.charAt(i - 1) == '*' && isWildcard(text, i - 1)) {
          continue;
        }
      } else if (character == '*' || character == '?' || character == '\\') {
        pattern.append('\\');
      }
      pattern.append(character);
    }
    return checkedWildcards(new Word(pattern.toString(), position));
  }

  /** The same pattern, within the limits. */
  static Word checkedWildcards(Word pattern) throws QuerySyntaxException {
    checkLength(pattern, "word with wildcards");
    if (pattern.text().chars().filter(character -> character == '*').count() > Limits.ASTERISKS) {
      throw pattern.refused(
          "The word '" + pattern.text() + "' has more than " + Limits.ASTERISKS + " asterisks");
    }
    try {
      new WildcardQuery(new Term("", pattern.text()), Limits.PATTERN_STATES);
    } catch (TooComplexToDeterminizeException e) {
      throw tooComplex(pattern);
    }
    return pattern;
  }
}
