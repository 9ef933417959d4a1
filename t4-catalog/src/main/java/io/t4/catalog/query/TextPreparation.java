package io.t4.catalog.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Writes what a user typed in the syntax of Lucene's parser: single quotes become double ones;
 * characters within a word that have a meaning for the parser, but not here, are escaped; {@code
 * field:>5} becomes {@code field>5}. Quotes and ranges that aren't closed are found here, where
 * they begin. One instance prepares one query.
 */
final class TextPreparation {
  /** In a word these are characters; to Lucene's parser they are operators. */
  private static final String ORDINARY_IN_WORDS = "/!@=<>";

  private static final String END_OF_WORD = "()[]{}\"^~";
  private static final Set<String> OPERATORS = Set.of("AND", "OR", "NOT");

  private final String typed;
  private final StringBuilder text = new StringBuilder();
  private final List<Integer> positions = new ArrayList<>();
  private final List<Word> regularExpressions = new ArrayList<>();
  private int at;

  /** A field's name and a colon or comparison came last, so what follows can only be a value. */
  private boolean inValue;

  private TextPreparation(String typed) {
    this.typed = typed;
  }

  static PreparedText prepare(String typed) throws QuerySyntaxException {
    return new TextPreparation(typed).prepare();
  }

  private PreparedText prepare() throws QuerySyntaxException {
    while (at < typed.length()) {
      char next = typed.charAt(at);
      if (isSpace(next)) {
        emit(' ', at++);
      } else if (next == '"' || next == '\'') {
        phrase(next);
        inValue = false;
      } else if (next == '/' && regularExpressionEnd() > 0) {
        regularExpression(regularExpressionEnd());
        inValue = false;
      } else if (next == '[' || next == '{') {
        range();
        inValue = false;
      } else if (next == ']' || next == '}') {
        throw new QuerySyntaxException(
            "'" + next + "' closes no range. Put text that contains it in quotes", at);
      } else if (next == ':') {
        colon();
      } else if (next == '~') {
        tilde();
      } else if (next == '(' || next == ')' || next == '^' || isSign(next)) {
        emit(next, at++);
        inValue = false;
      } else {
        word();
      }
    }
    positions.add(typed.length());
    return new PreparedText(text.toString(), positions, regularExpressions);
  }

  private void emit(char character, int position) {
    text.append(character);
    positions.add(position);
  }

  private void emit(String characters, int position) {
    for (int i = 0; i < characters.length(); i++) {
      emit(characters.charAt(i), position);
    }
  }

  /** A sign before a word is an operator; between a colon and a word it belongs to the value. */
  private boolean isSign(char next) {
    if (next != '+' && next != '-' && next != '!') {
      return false;
    }
    return !inValue || isEnd(at + 1) || END_OF_WORD.indexOf(typed.charAt(at + 1)) >= 0;
  }

  private boolean isEnd(int index) {
    return index >= typed.length() || isSpace(typed.charAt(index));
  }

  private static boolean isSpace(char character) {
    return Character.isWhitespace(character) || Character.isSpaceChar(character);
  }

  private void colon() {
    if (at + 1 < typed.length() && "<>".indexOf(typed.charAt(at + 1)) >= 0) {
      at++;
      emit(typed.charAt(at), at);
      at++;
      if (at < typed.length() && typed.charAt(at) == '=') {
        emit('=', at++);
      }
    } else {
      emit(':', at++);
    }
    inValue = true;
  }

  /** Lucene's parser would take a number from behind a space, as in {@code thor~ 5}. */
  private void tilde() {
    emit('~', at++);
    if (at >= typed.length() || !isDigit(typed.charAt(at))) {
      emit(TreeTranslation.BY_LENGTH + " ", at - 1);
    }
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  private void word() throws QuerySyntaxException {
    int start = at;
    int begin = text.length();
    while (!isEnd(at)) {
      char next = typed.charAt(at);
      if (isQuoteInPath(next, begin)) {
        quotedName(next);
        continue;
      }
      if (END_OF_WORD.indexOf(next) >= 0 || (next == ':' && !inValue)) {
        break;
      }
      if (next == '\\') {
        escaped(typed.length());
        continue;
      }
      boolean ordinary =
          ORDINARY_IN_WORDS.indexOf(next) >= 0
              || next == ':'
              || (at == start && (next == '+' || next == '-'));
      if (ordinary) {
        emit('\\', at);
      }
      emit(next, at++);
    }
    String word = text.substring(begin);
    boolean isName = !inValue && at < typed.length() && typed.charAt(at) == ':';
    // "fn:" begins a function of Lucene's parser, which this language doesn't have.
    if ((isName && word.equals("fn")) || (inValue && OPERATORS.contains(word))) {
      text.insert(begin, '\\');
      positions.add(begin, start);
    }
    inValue = false;
  }

  /** {@code user_meta.'station name'}, which needs no backslash before the space. */
  private boolean isQuoteInPath(char next, int begin) {
    if ((next != '\'' && next != '"') || text.length() == begin) {
      return false;
    }
    String name = text.substring(begin);
    return name.endsWith(".")
        && (name.startsWith(Field.USER_META.label() + ".")
            || name.startsWith(Field.SYSTEM_META.label() + "."));
  }

  private void quotedName(char quote) throws QuerySyntaxException {
    int start = at;
    int end = closing(quote, start);
    for (at = start + 1; at < end; ) {
      if (typed.charAt(at) == '\\') {
        escaped(end);
      } else {
        emit('\\', at);
        emit(typed.charAt(at), at++);
      }
    }
    at = end + 1;
  }

  /** A backslash takes the meaning from the next character, also that of Lucene's \\u0041. */
  private void escaped(int end) throws QuerySyntaxException {
    if (at + 1 >= end) {
      throw new QuerySyntaxException(
          "The backslash at the end of the query is followed by nothing. Write \\\\ for a"
              + " backslash",
          at);
    }
    if (typed.charAt(at + 1) != 'u') {
      emit('\\', at);
    }
    emit(typed.charAt(at + 1), at + 1);
    at += 2;
  }

  private void phrase(char quote) throws QuerySyntaxException {
    int start = at;
    int end = closing(quote, start);
    emit('"', start);
    for (at = start + 1; at < end; ) {
      char next = typed.charAt(at);
      if (next == '\\') {
        escaped(end);
      } else {
        if (next == '"') {
          emit('\\', at);
        }
        emit(next, at++);
      }
    }
    emit('"', end);
    at = end + 1;
  }

  /** A single quote before a letter doesn't close, so that apostrophes may stand within. */
  private int closing(char quote, int start) throws QuerySyntaxException {
    for (int i = start + 1; i < typed.length(); i++) {
      char next = typed.charAt(i);
      if (next == '\\') {
        i++;
      } else if (next == quote && (quote == '"' || !isLetter(i + 1))) {
        return i;
      }
    }
    throw new QuerySyntaxException(
        quote == '"'
            ? "The quote is not closed. Add \" at the end of the phrase, or write \\\" for a quote"
            : "The single quote is not closed. Add ' at the end of the phrase, or write \\' for an"
                + " apostrophe",
        start);
  }

  private boolean isLetter(int index) {
    return index < typed.length() && Character.isLetterOrDigit(typed.codePointAt(index));
  }

  /** The index of the slash that closes, or -1 if the one here is a character of a word. */
  private int regularExpressionEnd() {
    for (int i = at + 1; i < typed.length(); i++) {
      char next = typed.charAt(i);
      if (next == '\\') {
        i++;
      } else if (next == '/') {
        boolean ends = isEnd(i + 1) || ")^".indexOf(typed.charAt(i + 1)) >= 0;
        return ends && i > at + 1 ? i : -1;
      }
    }
    return -1;
  }

  private void regularExpression(int end) {
    String index = Integer.toString(regularExpressions.size());
    regularExpressions.add(new Word(typed.substring(at + 1, end), at));
    emit("/" + index + "/", at);
    at = end + 1;
  }

  private void range() throws QuerySyntaxException {
    int start = at;
    emit(typed.charAt(at), at++);
    while (at < typed.length()) {
      char next = typed.charAt(at);
      char last = text.charAt(text.length() - 1);
      if (next == ']' || next == '}') {
        emit(next, at++);
        return;
      }
      if (isSpace(next)) {
        emit(' ', at++);
      } else if (next == '\\') {
        escaped(typed.length());
      } else if ((next == '"' || next == '\'') && (last == ' ' || at == start + 1)) {
        phrase(next);
      } else {
        emit(next, at++);
      }
    }
    throw new QuerySyntaxException(
        "The range is not closed. A range is written [1 TO 5], or {1 TO 5} without its ends",
        start);
  }
}
