package io.t4.catalog.accounts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be changed of an account; null stays as it is.
 *
 * @param buckets patterns that replace those that it has
 */
public record AccountChange(
    @Nullable Role role,
    @Nullable List<String> buckets,
    @Nullable String password,
    @Nullable Boolean disabled) {

  /** The role only. */
  public static AccountChange ofRole(Role role) {
    return new AccountChange(role, null, null, null);
  }

  /** The buckets only. */
  public static AccountChange ofBuckets(List<String> buckets) {
    return new AccountChange(null, buckets, null, null);
  }

  /** The password only. */
  public static AccountChange ofPassword(String password) {
    return new AccountChange(null, null, password, null);
  }

  /** That it is refused from now on. */
  public static AccountChange disabling() {
    return new AccountChange(null, null, null, true);
  }

  /** That it may log in again. */
  public static AccountChange enabling() {
    return new AccountChange(null, null, null, false);
  }

  /** Without the password: this lands in logs. */
  @Override
  public String toString() {
    return "AccountChange[role=%s, buckets=%s, disabled=%s]".formatted(role, buckets, disabled);
  }
}
