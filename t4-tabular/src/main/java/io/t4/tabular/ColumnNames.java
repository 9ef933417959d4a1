package io.t4.tabular;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Makes column names unique, as a {@link org.dflib.DataFrame} needs them. */
final class ColumnNames {
  private ColumnNames() {}

  /** {@code a, a} becomes {@code a, a.1} as in pandas. */
  static List<String> distinct(Collection<String> names) {
    return distinct(names, UnaryOperator.identity());
  }

  /** Also names that differ only in case get a suffix: in SQL they are the same. */
  static List<String> distinctInSql(Collection<String> names) {
    return distinct(names, name -> name.toLowerCase(Locale.ROOT));
  }

  /**
   * Names whose folded forms differ from each other.
   *
   * @param fold gives equal results for names that count as the same
   */
  private static List<String> distinct(Collection<String> names, UnaryOperator<String> fold) {
    Set<String> original = new HashSet<>();
    names.forEach(name -> original.add(fold.apply(name)));
    Set<String> used = new HashSet<>();
    Set<String> distinct = new LinkedHashSet<>();
    // Without it a table of one name over and over would take time quadratic in its width.
    Map<String, Integer> suffixes = new HashMap<>();
    for (String name : names) {
      int suffix = suffixes.getOrDefault(name, 0);
      String unique = suffix == 0 ? name : name + "." + suffix;
      while (used.contains(fold.apply(unique))
          || (suffix > 0 && original.contains(fold.apply(unique)))) {
        suffix++;
        unique = name + "." + suffix;
      }
      suffixes.put(name, suffix);
      used.add(fold.apply(unique));
      distinct.add(unique);
    }
    return List.copyOf(distinct);
  }
}
