package io.t4.packages.filesystem;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Turns glob patterns, in the syntax of {@code FileSystem.getPathMatcher}, into expressions. */
final class GlobPattern {
  private final String glob;
  private final StringBuilder expression = new StringBuilder();
  private int at;
  private boolean inGroup;

  private GlobPattern(String glob) {
    this.glob = glob;
  }

  /**
   * @throws PatternSyntaxException if the pattern is malformed
   */
  static Pattern compile(String glob) {
    return Pattern.compile(new GlobPattern(glob).translate(), Pattern.DOTALL);
  }

  private String translate() {
    while (at < glob.length()) {
      char c = glob.charAt(at++);
      switch (c) {
        case '*' -> star();
        case '?' -> expression.append("[^/]");
        case '[' -> bracket();
        case '{' -> beginGroup();
        case '}' -> endGroup();
        case ',' -> expression.append(inGroup ? "|" : ",");
        case '\\' -> escaped();
        default -> literal(c);
      }
    }
    if (inGroup) {
      throw malformed("'{' without '}'");
    }
    return expression.toString();
  }

  private void star() {
    if (at < glob.length() && glob.charAt(at) == '*') {
      at++;
      expression.append(".*");
    } else {
      expression.append("[^/]*");
    }
  }

  private void beginGroup() {
    if (inGroup) {
      throw malformed("'{' in '{'");
    }
    inGroup = true;
    expression.append("(?:");
  }

  private void endGroup() {
    expression.append(inGroup ? ")" : "\\}");
    inGroup = false;
  }

  private void escaped() {
    if (at == glob.length()) {
      throw malformed("nothing follows '\\'");
    }
    literal(glob.charAt(at++));
  }

  private void bracket() {
    int end = glob.indexOf(']', at + 1);
    if (end < 0) {
      throw malformed("'[' without ']'");
    }
    String set = glob.substring(at, end);
    at = end + 1;
    boolean negated = set.startsWith("!");
    String members = negated ? set.substring(1) : set;
    if (members.isEmpty() || members.indexOf('/') >= 0) {
      throw malformed("'[" + set + "]' is no set of characters");
    }
    expression
        .append("[[^/]&&[")
        .append(negated ? "^" : "")
        .append(members.replaceAll("[\\[\\]\\\\&^]", "\\\\$0"))
        .append("]]");
  }

  private void literal(char c) {
    if ("\\^$.|?*+()[]{}".indexOf(c) >= 0) {
      expression.append('\\');
    }
    expression.append(c);
  }

  private PatternSyntaxException malformed(String why) {
    return new PatternSyntaxException(why, glob, at - 1);
  }
}
