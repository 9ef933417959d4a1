package io.t4.catalog.accounts;

import java.time.Instant;
import java.util.List;

/**
 * Somebody who may log in.
 *
 * @param buckets what it sees
 * @param passwordLogin whether it has a password
 * @param disabled whether it is refused for the time being
 * @param credentials another text after each change of the password, and for another account of the
 *     same name; tells nothing of the password
 */
public record Account(
    String name,
    Role role,
    List<BucketPattern> buckets,
    boolean passwordLogin,
    Instant created,
    boolean disabled,
    String credentials) {
  public Account {
    buckets = List.copyOf(buckets);
  }
}
