package io.t4.catalog.access;

import io.t4.catalog.accounts.Account;
import io.t4.catalog.accounts.ApiToken;
import io.t4.catalog.accounts.BucketPattern;
import io.t4.catalog.accounts.Role;
import io.t4.catalog.accounts.TokenScope;
import java.security.Principal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who sends the present request, and what that one may do.
 *
 * @param account null for whoever sits at this machine, where no login is asked for
 * @param way how it was known
 * @param rights what may be done
 * @param buckets what is seen
 */
public record Viewer(
    @Nullable String account, Way way, TokenScope rights, List<BucketPattern> buckets)
    implements Principal {

  /** How somebody is known. */
  public enum Way {
    /** Not at all. */
    NONE,
    /** By a login: a password, or the OpenID provider. */
    LOGIN,
    /** By a token. */
    TOKEN
  }

  private static final List<BucketPattern> ALL = List.of(new BucketPattern("*"));

  /** Whoever sits at this machine: sees and may do everything. */
  static final Viewer LOCAL = new Viewer(null, Way.NONE, TokenScope.ADMIN, ALL);

  /** Sees nothing. */
  static final Viewer NOBODY = new Viewer(null, Way.NONE, TokenScope.SEARCH, List.of());

  public Viewer {
    buckets = List.copyOf(buckets);
  }

  /** An account that has logged in. */
  static Viewer of(Account account) {
    return of(account, Way.LOGIN, TokenScope.ADMIN);
  }

  /** An account whose token is shown. */
  static Viewer of(Account account, ApiToken token) {
    return of(account, Way.TOKEN, token.scope());
  }

  private static Viewer of(Account account, Way way, TokenScope atMost) {
    TokenScope rights =
        account.role() == Role.ADMIN && atMost == TokenScope.ADMIN
            ? TokenScope.ADMIN
            : TokenScope.SEARCH;
    return new Viewer(account.name(), way, rights, account.buckets());
  }

  /** Whether what it sees may be steered, and accounts changed. */
  public boolean isAdministrator() {
    return rights == TokenScope.ADMIN;
  }

  /** Whether it may make and revoke tokens, of its own account at least. */
  public boolean mayChangeTokens() {
    return isAdministrator() || way == Way.LOGIN;
  }

  /** Whether a bucket is seen. */
  public boolean sees(String uri) {
    return buckets.stream().anyMatch(bucket -> bucket.matches(uri));
  }

  @Override
  public String getName() {
    return account == null ? "local" : account;
  }
}
