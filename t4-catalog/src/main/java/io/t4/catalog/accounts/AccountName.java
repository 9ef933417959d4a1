package io.t4.catalog.accounts;

import java.util.regex.Pattern;

/** How accounts are called: without regard to case, so that no two look alike. */
public final class AccountName {
  private static final int MAX_LENGTH = 128;
  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9][a-z0-9._@+-]*");

  private AccountName() {}

  /**
   * A name as it is kept: in lower case, as far as it is ASCII. Of other letters some would become
   * ASCII ones, and the name that of somebody else. It needn't be one that an account can have.
   */
  public static String normalized(String name) {
    StringBuilder normalized = new StringBuilder(name.strip());
    for (int i = 0; i < normalized.length(); i++) {
      char letter = normalized.charAt(i);
      if (letter >= 'A' && letter <= 'Z') {
        normalized.setCharAt(i, (char) (letter + 'a' - 'A'));
      }
    }
    return normalized.toString();
  }

  /** Whether an account can be called so, in the form that is kept. */
  static boolean isPossible(String normalized) {
    return normalized.length() <= MAX_LENGTH && ALLOWED.matcher(normalized).matches();
  }

  /**
   * A name for an account, as it is kept.
   *
   * @throws InvalidAccountException if no account can be called so
   */
  public static String checked(String name) {
    String normalized = normalized(name);
    if (!isPossible(normalized)) {
      throw new InvalidAccountException(
          "'%s' is no name of an account: it takes up to %d letters, digits and . _ @ + -"
              .formatted(name, MAX_LENGTH));
    }
    return normalized;
  }
}
