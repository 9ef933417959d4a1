package io.t4.workflows;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * An expression of Python's {@code re} in the syntax of RE2/J and of the JDK, which agree on most
 * of it. What Python refuses is refused.
 */
final class PatternTranslation {
  /** Of an expression whose counted repetitions are written out: {@code (ab){3}} is 6. */
  private static final long MAX_EXPANDED = 10_000;

  private static final String DIGIT = "\\p{Nd}";
  private static final String WORD = "\\p{L}\\p{N}_";
  private static final String SPACE = "\\t-\\r\\x{1c}-\\x{1f}\\x{85}\\p{Z}";

  private static final Pattern REPETITION = Pattern.compile("\\{(\\d*)(,(\\d*))?}");
  private static final Pattern OCTAL = Pattern.compile("[1-3][0-7][0-7]");
  private static final Pattern FLAGS = Pattern.compile("\\(\\?([a-zA-Z]*)(-[a-zA-Z]+)?([:)])");
  private static final Pattern NAME = Pattern.compile("\\(\\?P<([\\p{L}_][\\p{L}\\p{N}_]*)>");
  private static final Pattern NAME_BACK = Pattern.compile("\\(\\?P=([^)]*)\\)");

  /** The size of a group until now: of what is finished, and of the part that can be repeated. */
  private static final class Size {
    long finished;
    long last;

    void next(long size) {
      finished += last;
      last = size;
    }
  }

  private final String regex;
  private int at;

  private final StringBuilder linear = new StringBuilder();
  private final StringBuilder backtracking = new StringBuilder();
  private boolean needsBacktracking;
  private boolean multiline;

  private final Map<String, Integer> names = new HashMap<>();
  private int groups;
  private final Deque<Size> sizes = new ArrayDeque<>();

  private PatternTranslation(String regex) {
    this.regex = regex;
    sizes.push(new Size());
  }

  /**
   * Translates an expression.
   *
   * @throws PatternSyntaxException for what Python doesn't know, and for repetitions that are too
   *     large
   */
  static PatternTranslation of(String regex) {
    PatternTranslation translation = new PatternTranslation(regex);
    translation.translate();
    return translation;
  }

  String linear() {
    return linear.toString();
  }

  String backtracking() {
    return backtracking.toString();
  }

  boolean needsBacktracking() {
    return needsBacktracking;
  }

  private void translate() {
    while (at < regex.length()) {
      int c = regex.codePointAt(at);
      switch (c) {
        case '\\' -> {
          escape(false);
          size(1);
        }
        case '[' -> {
          characterClass();
          size(1);
        }
        case '(' -> open();
        case ')' -> close();
        case '|' -> {
          emit("|");
          size(0);
          at++;
        }
        case '*', '+', '?' -> {
          emit((char) c + "");
          at++;
        }
        case '{' -> brace();
        case '}', ']' -> literal(c);
        case '$' -> {
          end();
          size(0);
          at++;
        }
        case '^', '.' -> {
          emit((char) c + "");
          size(1);
          at++;
        }
        default -> literal(c);
      }
    }
  }

  private void literal(int c) {
    character(c);
    size(1);
    at += Character.charCount(c);
  }

  /** Before a line feed at the end, too. */
  private void end() {
    emit(multiline ? "$" : "(?:\\n?\\z)", multiline ? "$" : "(?=\\n?\\z)");
  }

  // Groups -------------------------------------------------------------------------------------

  private void open() {
    Matcher flags = at(FLAGS);
    Matcher name = at(NAME);
    Matcher back = at(NAME_BACK);
    if (!regex.startsWith("(?", at)) {
      group("(", "(", 1);
      groups++;
    } else if (regex.startsWith("(?#", at)) {
      int close = regex.indexOf(')', at);
      if (close < 0) {
        throw problem("the comment has no end");
      }
      at = close + 1;
    } else if (name.lookingAt()) {
      groups++;
      if (names.put(name.group(1), groups) != null) {
        throw problem("the name " + name.group(1) + " is there twice");
      }
      group("(", "(", name.end() - at);
    } else if (back.lookingAt()) {
      Integer number = names.get(back.group(1));
      if (number == null) {
        throw problem("there is no group " + back.group(1));
      }
      needsBacktracking = true;
      emit("\\" + number + "(?:)");
      size(1);
      at = back.end();
    } else if (flags.lookingAt()) {
      flags(flags);
    } else {
      for (String look : new String[] {"(?=", "(?!", "(?<=", "(?<!", "(?>"}) {
        if (regex.startsWith(look, at)) {
          needsBacktracking = true;
          group(look, look, look.length());
          return;
        }
      }
      throw problem("this kind of group is not known");
    }
  }

  private void group(String forLinear, String forBacktracking, int length) {
    emit(forLinear, forBacktracking);
    sizes.push(new Size());
    at += length;
  }

  private void flags(Matcher flags) {
    String on = flags.group(1).replace("u", "");
    String off = flags.group(2) == null ? "" : flags.group(2);
    boolean global = flags.group(3).equals(")");
    if (global && (at > 0 || !off.isEmpty() || flags.group(1).isEmpty())) {
      throw problem("flags for all of it must be at its start");
    }
    if (!on.matches("[imsx]*") || !off.matches("(-[imsx]+)?")) {
      throw problem("of the flags, i, m, s, x and u are known");
    }
    multiline |= on.contains("m");
    needsBacktracking |= on.contains("x");
    int length = flags.end() - at;
    if (!global) {
      String text = "(?" + on + off + ":";
      group(text, text, length);
      return;
    }
    if (!on.isEmpty()) {
      emit("(?" + on + ")");
    }
    at += length;
  }

  private void close() {
    if (sizes.size() == 1) {
      throw problem("a ')' has no '('");
    }
    Size group = sizes.pop();
    emit(")");
    size(group.finished + group.last + 1);
    at++;
  }

  private void brace() {
    Matcher repetition = at(REPETITION);
    if (!repetition.lookingAt() || repetition.group().equals("{}")) {
      literal('{');
      return;
    }
    String least = repetition.group(1).isEmpty() ? "0" : repetition.group(1);
    String most = repetition.group(3);
    boolean bounded = most != null && !most.isEmpty();
    String largest = bounded ? most : least;
    Size size = sizes.element();
    // More digits than the limit has.
    size.last =
        largest.length() > 6 ? MAX_EXPANDED : size.last * Math.max(1, Long.parseLong(largest));
    requireSmall(size);
    emit("{" + least + (most == null ? "" : "," + most) + "}");
    at = repetition.end();
  }

  private void size(long of) {
    Size size = sizes.element();
    size.next(of);
    requireSmall(size);
  }

  private void requireSmall(Size size) {
    if (size.finished + size.last >= MAX_EXPANDED) {
      throw problem(
          "with its repetitions written out it has more than %d parts".formatted(MAX_EXPANDED));
    }
  }

  // Characters ---------------------------------------------------------------------------------

  private void characterClass() {
    emit("[");
    at++;
    if (regex.startsWith("^", at)) {
      emit("^");
      at++;
    }
    boolean first = true;
    while (true) {
      if (at >= regex.length()) {
        throw problem("a '[' has no ']'");
      }
      int c = regex.codePointAt(at);
      if (c == ']' && !first) {
        emit("]");
        at++;
        return;
      }
      first = false;
      if (c == '\\') {
        escape(true);
      } else if (c == '-') {
        emit("-");
        at++;
      } else {
        character(c);
        at += Character.charCount(c);
      }
    }
  }

  private void escape(boolean inClass) {
    if (at + 1 >= regex.length()) {
      throw problem("it ends in a backslash");
    }
    int c = regex.codePointAt(at + 1);
    at += 1 + Character.charCount(c);
    switch (c) {
      case 'd' -> set(DIGIT, inClass);
      case 'w' -> set(WORD, inClass);
      case 's' -> set(SPACE, inClass);
      case 'D' -> complement(DIGIT, inClass);
      case 'W' -> complement(WORD, inClass);
      case 'S' -> complement(SPACE, inClass);
      case 'a' -> character(7);
      case 'v' -> character(0xB);
      case 'f', 'n', 'r', 't' -> emit("\\" + (char) c);
      case 'x' -> hexadecimal(2);
      case 'u' -> hexadecimal(4);
      case 'U' -> hexadecimal(8);
      case 'b' -> emit(inClass ? "\\x{8}" : "\\b");
      case 'A', 'B', 'Z' -> {
        if (inClass) {
          throw problem("\\" + (char) c + " is not known in brackets");
        }
        emit(c == 'Z' ? "\\z" : "\\" + (char) c);
      }
      case '0' -> octal();
      case '1', '2', '3', '4', '5', '6', '7', '8', '9' -> reference(c, inClass);
      default -> {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
          throw problem("\\" + (char) c + " is not known");
        }
        character(c);
      }
    }
  }

  private void set(String members, boolean inClass) {
    emit(inClass ? members : "[" + members + "]");
  }

  private void complement(String members, boolean inClass) {
    // Only the JDK has classes within classes.
    needsBacktracking |= inClass;
    emit("[^" + members + "]");
  }

  private void reference(int digit, boolean inClass) {
    if (OCTAL.matcher(regex).region(at - 1, regex.length()).lookingAt()) {
      character(Integer.parseInt(regex.substring(at - 1, at + 2), 8));
      at += 2;
      return;
    }
    int number = digit - '0';
    if (at < regex.length() && regex.charAt(at) >= '0' && regex.charAt(at) <= '9') {
      number = number * 10 + regex.charAt(at++) - '0';
    }
    if (inClass || number > groups) {
      throw problem("there is no group " + number);
    }
    needsBacktracking = true;
    emit("\\" + number + "(?:)");
  }

  private void octal() {
    int value = 0;
    for (int i = 0; i < 2 && at < regex.length(); i++, at++) {
      int digit = Character.digit(regex.charAt(at), 8);
      if (digit < 0) {
        break;
      }
      value = value * 8 + digit;
    }
    character(value);
  }

  private void hexadecimal(int digits) {
    int value = 0;
    for (int i = 0; i < digits; i++, at++) {
      int digit = at < regex.length() ? Character.digit(regex.charAt(at), 16) : -1;
      if (digit < 0 || value > Character.MAX_CODE_POINT >> 4) {
        throw problem("an escape needs %d hexadecimal digits of a character".formatted(digits));
      }
      value = value << 4 | digit;
    }
    character(value);
  }

  /** The character itself, whatever it means elsewhere. */
  private void character(int c) {
    boolean plain =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c > 0xFF;
    // Written out, since with the flag x they are no characters of the expression.
    emit(
        plain || (c == ' ' || c == '#' || c == '\n')
            ? Character.toString(c)
            : "\\x{%x}".formatted(c));
  }

  private Matcher at(Pattern pattern) {
    return pattern.matcher(regex).region(at, regex.length());
  }

  private void emit(String both) {
    emit(both, both);
  }

  private void emit(String forLinear, String forBacktracking) {
    linear.append(forLinear);
    backtracking.append(forBacktracking);
  }

  private PatternSyntaxException problem(String what) {
    return new PatternSyntaxException(what, regex, at);
  }
}
