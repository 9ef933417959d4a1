package io.t4.catalog.pages;

import io.t4.storage.Location;
import io.t4.storage.ObjectKeys;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** Code that fetches what a page shows, to be copied; by the name of its language. */
public final class Snippets {
  private Snippets() {}

  /**
   * Of a directory.
   *
   * @param prefix empty for the whole bucket
   */
  static Map<String, String> ofDirectory(Location bucket, String prefix) {
    String uri = bucket.resolve(prefix, null).toString();
    String local = prefix.isEmpty() ? "./" : "./" + ObjectKeys.name(prefix) + "/";
    Map<String, String> snippets = new LinkedHashMap<>();
    snippets.put("Shell", "t4 fetch %s %s".formatted(shell(uri), shell(local)));
    snippets.put(
        "Java",
        "import io.t4.bucket.Bucket;\n\nBucket.open(%s).fetch(%s, %s);"
            .formatted(java(bucket.toString()), java(prefix), java(local)));
    snippets.put(
        "Kotlin",
        "import io.t4.bucket.Bucket\n\nBucket.open(%s).fetch(%s, %s)"
            .formatted(kotlin(bucket.toString()), kotlin(prefix), kotlin(local)));
    if (isForPython(bucket)) {
      snippets.put(
          "Python",
          "import quilt3\n\nquilt3.Bucket(%s).fetch(%s, %s)"
              .formatted(python(bucket.toString()), python(prefix), python(local)));
    }
    return snippets;
  }

  /**
   * Of an object.
   *
   * @param object with its version, if it is to be that one
   */
  static Map<String, String> ofObject(Location object) {
    String uri = object.toString();
    Map<String, String> snippets = new LinkedHashMap<>();
    snippets.put("Shell", "t4 fetch %s .".formatted(shell(uri)));
    snippets.put("Java", "import io.t4.T4;\n\nObject value = T4.get(%s);".formatted(java(uri)));
    snippets.put("Kotlin", "import io.t4.T4\n\nval value: Any = T4.get(%s)".formatted(kotlin(uri)));
    if (isForPython(object)) {
      String local = python("./" + ObjectKeys.name(object.key()));
      snippets.put(
          "Python",
          object.versionId() == null
              ? "import quilt3\n\nquilt3.Bucket(%s).fetch(%s, %s)"
                  .formatted(python(object.withoutKey().toString()), python(object.key()), local)
              : "import boto3\n\nboto3.client(\"s3\").download_file(%s, %s, %s, {\"VersionId\": %s})"
                  .formatted(
                      python(object.bucket()),
                      python(object.key()),
                      local,
                      python(object.versionId())));
    }
    return snippets;
  }

  /** The Python clients know buckets on S3 only. */
  private static boolean isForPython(Location location) {
    return location.scheme().equals("s3");
  }

  /** Quoted such that a terminal takes nothing in it for a command of its own. */
  public static String shell(String word) {
    if (word.matches("[\\w./:@%+=,-]+")) {
      return word;
    }
    return word.chars().noneMatch(Character::isISOControl)
        ? "'" + word.replace("'", "'\\''") + "'"
        : literal(word, "$'", '\'', "\\u%04x"::formatted);
  }

  /** A literal of Java, which takes Unicode escapes for what they stand for before it reads one. */
  public static String java(String text) {
    return literal(text, "\"", '"', "\\%03o"::formatted);
  }

  /** A literal of Kotlin. */
  public static String kotlin(String text) {
    return python(text).replace("$", "\\$");
  }

  /** A literal of Python. */
  public static String python(String text) {
    return literal(text, "\"", '"', "\\u%04x"::formatted);
  }

  /**
   * @param control how a control character is written
   */
  private static String literal(String text, String begin, char end, IntFunction<String> control) {
    StringBuilder literal = new StringBuilder(begin);
    text.chars()
        .forEach(
            unit -> {
              if (Character.isISOControl(unit)) {
                literal.append(control.apply(unit));
              } else if (unit == end || unit == '\\') {
                literal.append('\\').append((char) unit);
              } else {
                literal.append((char) unit);
              }
            });
    return literal.append(end).toString();
  }
}
