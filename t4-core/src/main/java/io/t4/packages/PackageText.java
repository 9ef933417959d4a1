package io.t4.packages;

import java.util.Iterator;

/** A package for people: its tree, cut after some lines. */
final class PackageText {
  private static final int MAX_LINES = 20;

  private PackageText() {}

  /**
   * @param entries in order
   */
  static String of(Iterator<ManifestLine.Entry> entries) {
    if (!entries.hasNext()) {
      return "(empty package)";
    }
    StringBuilder text = new StringBuilder();
    String directory = "";
    int lines = 0;
    while (entries.hasNext()) {
      String key = entries.next().logicalKey();
      String parent = key.substring(0, key.lastIndexOf('/') + 1);
      for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', slash + 1)) {
        String above = key.substring(0, slash + 1);
        if (!directory.startsWith(above)) {
          if (lines++ == MAX_LINES) {
            return text.append("…").toString();
          }
          line(text, above);
        }
      }
      directory = parent;
      if (lines++ == MAX_LINES) {
        return text.append("…").toString();
      }
      line(text, key);
    }
    return text.substring(0, text.length() - 1);
  }

  private static void line(StringBuilder text, String key) {
    int end = key.endsWith("/") ? key.length() - 1 : key.length();
    long depth = key.substring(0, end).chars().filter(c -> c == '/').count();
    text.append("  ".repeat((int) depth))
        .append("└─")
        .append(key.substring(key.lastIndexOf('/', end - 1) + 1))
        .append('\n');
  }
}
