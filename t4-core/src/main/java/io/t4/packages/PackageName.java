package io.t4.packages;

import io.t4.error.InvalidInputException;
import java.util.regex.Pattern;

/** The rule for names of packages. */
final class PackageName {
  /** Python's {@code ^[\w-]+/[\w-]+$}: letters, digits and marks of Python are those of Unicode. */
  private static final Pattern RULE = Pattern.compile("[\\p{L}\\p{N}_-]+/[\\p{L}\\p{N}_-]+");

  private PackageName() {}

  /**
   * Returns the name if it is one.
   *
   * @throws InvalidInputException if it isn't two words of letters, digits, {@code _} and {@code -}
   *     with a slash between them
   */
  static String requireValid(String name) {
    if (!RULE.matcher(name).matches()) {
      throw new InvalidInputException(
          "'%s' can't be the name of a package; it is two words of letters, digits, '_' and '-', such as team/storms."
              .formatted(name.replace("\n", "\\n")));
    }
    return name;
  }
}
