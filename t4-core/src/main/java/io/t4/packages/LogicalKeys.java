package io.t4.packages;

import io.t4.error.InvalidKeyException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The rules for logical keys, the names of entries in a package, in one place. */
final class LogicalKeys {
  /**
   * The order of manifests: segment by segment, each by code point, so that {@code a/b} comes
   * before {@code a-b}. Everything in a directory stands together.
   */
  static final Comparator<String> ORDER = LogicalKeys::compare;

  private LogicalKeys() {}

  private static int compare(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return Integer.compare(rank(x), rank(y));
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /**
   * Where a char stands. A slash ends a segment, and the shorter segment comes first. Surrogates
   * come last, as their code points do; chars that differ within pairs are in order.
   */
  private static int rank(char c) {
    if (c == '/') {
      return -1;
    }
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }

  /**
   * Returns the key if it can name an entry.
   *
   * @throws InvalidKeyException if a segment is empty, {@code .} or {@code ..}, or it is not valid
   *     Unicode
   */
  static String requireValid(String key) {
    int start = 0;
    while (start <= key.length()) {
      int slash = key.indexOf('/', start);
      int end = slash < 0 ? key.length() : slash;
      String fault = fault(key, start, end);
      if (fault != null) {
        throw new InvalidKeyException(
            "'%s' can't be a logical key: %s. Write it like 'directory/file.csv'."
                .formatted(key, fault));
      }
      start = end + 1;
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
      throw new InvalidKeyException(
          "'" + key + "' can't be a logical key: it has half a surrogate pair.");
    }
    return key;
  }

  private static @Nullable String fault(String key, int start, int end) {
    if (start == end) {
      return key.isEmpty() ? "it is empty" : "it has an empty segment ('//', or '/' at an end)";
    }
    boolean dots = key.charAt(start) == '.' && (end - start == 1 || key.startsWith("..", start));
    return dots && end - start <= 2
        ? "it has the segment '" + key.substring(start, end) + "'"
        : null;
  }

  /**
   * The directory that a name stands for, with {@code /} at its end; empty for the root.
   *
   * @param path with or without {@code /} at its ends; empty, {@code .} and {@code /} are the root
   * @throws InvalidKeyException as {@link #requireValid}
   */
  static String directory(String path) {
    String name = path.replaceAll("^/+|/+$", "");
    return name.isEmpty() || name.equals(".") ? "" : requireValid(name) + "/";
  }
}
