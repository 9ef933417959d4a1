package io.t4.workflows;

import com.google.re2j.Pattern;
import io.t4.error.WorkflowException;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/**
 * A regular expression of Python's {@code re}, searched for anywhere in a text. Immutable.
 *
 * <p>An engine in linear time runs it, so that no pattern can hang. What such an engine doesn't
 * have (looking ahead and behind, back references, atomic groups) goes to the JDK's, with a limit
 * on its steps.
 */
final class PythonPattern {
  private final String source;
  private final Predicate<String> search;

  private PythonPattern(String source, Predicate<String> search) {
    this.source = source;
    this.search = search;
  }

  /**
   * Compiles an expression.
   *
   * @throws WorkflowException if it is none, or has what can't be limited
   */
  static PythonPattern compile(String regex) {
    try {
      return new PythonPattern(regex, search(regex));
    } catch (PatternSyntaxException e) {
      throw new WorkflowException(
          "'%s' can't be used as a regular expression: %s.".formatted(regex, e.getDescription()),
          e);
    }
  }

  private static Predicate<String> search(String regex) {
    PatternTranslation translation = PatternTranslation.of(regex);
    if (!translation.needsBacktracking()) {
      try {
        Pattern linear = Pattern.compile(translation.linear());
        return text -> linear.matcher(text).find();
      } catch (com.google.re2j.PatternSyntaxException e) {
        // Such as a++: the other engine says what is wrong, or knows it.
      }
    }
    java.util.regex.Pattern backtracking =
        java.util.regex.Pattern.compile(
            translation.backtracking(),
            java.util.regex.Pattern.UNIX_LINES | java.util.regex.Pattern.UNICODE_CASE);
    return text -> backtracking.matcher(new CountedText(text)).find();
  }

  /**
   * Whether a part of the text matches.
   *
   * @throws WorkflowException if that takes too many steps
   */
  boolean isFoundIn(String text) {
    try {
      return search.test(text);
    } catch (CountedText.TooManyStepsException | StackOverflowError e) {
      throw new WorkflowException(
          "The regular expression '%s' takes too long on a text of %d characters; write it without nested repetitions."
              .formatted(source, text.length()),
          e);
    }
  }

  @Override
  public String toString() {
    return source;
  }
}
