package io.t4.catalog.accounts;

import java.time.Instant;
import java.util.List;

/**
 * Somebody who may log in.
 *
 * @param buckets what it sees
 * @param passwordLogin whether it has a password
 * @param disabled whether it is refused for the time being
 */
public record Account(
    String name,
    Role role,
    List<BucketPattern> buckets,
    boolean passwordLogin,
    Instant created,
    boolean disabled) {
  public Account {
    buckets = List.copyOf(buckets);
  }
}
