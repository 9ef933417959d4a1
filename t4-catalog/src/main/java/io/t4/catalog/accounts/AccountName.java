package io.t4.catalog.accounts;

import java.util.Locale;
import java.util.regex.Pattern;

/** How accounts are called: without regard to case, so that no two look alike. */
public final class AccountName {
  private static final int MAX_LENGTH = 128;
  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9][a-z0-9._@+-]*");

  private AccountName() {}

  /** A name as it is kept: in lower case. It needn't be one that an account can have. */
  public static String normalized(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * A name for an account, as it is kept.
   *
   * @throws InvalidAccountException if no account can be called so
   */
  public static String checked(String name) {
    String normalized = normalized(name);
    if (normalized.length() > MAX_LENGTH || !ALLOWED.matcher(normalized).matches()) {
      throw new InvalidAccountException(
          "'%s' is no name of an account: it takes up to %d letters, digits and . _ @ + -"
              .formatted(name, MAX_LENGTH));
    }
    return normalized;
  }
}
