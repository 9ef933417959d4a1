package io.t4.catalog.pages;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Code that fetches what a page shows, to be copied; by the name of its language. */
public final class Snippets {
  private Snippets() {}

  static Map<String, String> ofDirectory(String bucket, String prefix) {
    Map<String, String> snippets = new LinkedHashMap<>();
    snippets.put("Shell", "t4 ls " + shell(bucket + "/" + prefix));
    snippets.put(
        "Java",
        "try (Bucket b = Bucket.open(%s)) {\n  b.fetch(%s, Path.of(\".\"));\n}"
            .formatted(java(bucket), java(prefix)));
    snippets.put(
        "Kotlin",
        "Bucket.open(%s).use { it.fetch(%s, Path.of(\".\")) }"
            .formatted(kotlin(bucket), kotlin(prefix)));
    snippets.put(
        "Python",
        "import quilt3\nb = quilt3.Bucket(%s)\nb.fetch(%s, \"./\")"
            .formatted(python(bucket), python(prefix)));
    return snippets;
  }

  static Map<String, String> ofObject(String bucket, String key, @Nullable String version) {
    String uri = bucket + "/" + key;
    Map<String, String> snippets = new LinkedHashMap<>();
    snippets.put(
        "Shell",
        "t4 fetch %s%s ."
            .formatted(version == null ? "" : "--version-id " + shell(version) + " ", shell(uri)));
    snippets.put(
        "Java",
        "try (Bucket b = Bucket.open(%s)) {\n  Object value = b.get(%s);\n}"
            .formatted(java(bucket), java(key)));
    snippets.put(
        "Kotlin",
        "val value: Any = Bucket.open(%s).use { it.get(%s) }"
            .formatted(kotlin(bucket), kotlin(key)));
    snippets.put(
        "Python",
        "import quilt3\nb = quilt3.Bucket(%s)\nvalue = b.deserialize(%s)"
            .formatted(python(bucket), python(key)));
    return snippets;
  }

  /** Quoted such that a terminal takes nothing in it for a command of its own. */
  public static String shell(String word) {
    if (word.matches("[\\w./:@%+=,-]+")) {
      return word;
    }
    if (word.chars().noneMatch(Character::isISOControl)) {
      return "'" + word.replace("'", "'\\''") + "'";
    }
    StringBuilder quoted = new StringBuilder("$'");
    word.chars()
        .forEach(
            unit -> {
              if (Character.isISOControl(unit)) {
                quoted.append("\\u%04x".formatted(unit));
              } else if (unit == '\'' || unit == '\\') {
                quoted.append('\\').append((char) unit);
              } else {
                quoted.append((char) unit);
              }
            });
    return quoted.append("'").toString();
  }

  /** A literal of Java. */
  public static String java(String text) {
    // Not as \\u, which the compiler reads before it looks for the literal's end.
    return literal(text, "\\%03o");
  }

  private static String literal(String text, String control) {
    StringBuilder literal = new StringBuilder("\"");
    text.chars()
        .forEach(
            unit -> {
              if (unit == '"' || unit == '\\') {
                literal.append('\\').append((char) unit);
              } else if (Character.isISOControl(unit)) {
                literal.append(control.formatted(unit));
              } else {
                literal.append((char) unit);
              }
            });
    return literal.append('"').toString();
  }

  /** A literal of Kotlin. */
  public static String kotlin(String text) {
    return python(text).replace("$", "\\$");
  }

  /** A literal of Python. */
  public static String python(String text) {
    return literal(text, "\\u%04x");
  }
}
