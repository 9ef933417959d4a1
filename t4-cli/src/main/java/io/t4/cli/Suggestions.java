package io.t4.cli;

import java.util.Collection;
import java.util.List;

/** Which of the known names someone may have meant. */
final class Suggestions {
  private static final int MOST_ERRORS = 2;

  private Suggestions() {}

  /** The names with at most two letters missing, added, changed or swapped, in their order. */
  static List<String> of(String typed, Collection<String> names) {
    return names.stream().filter(name -> distance(typed, name) <= MOST_ERRORS).toList();
  }

  /** The optimal string alignment distance. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int changed = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + changed);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
