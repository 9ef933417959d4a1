package io.t4.catalog.accounts;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changes accounts and tokens. Whether whoever asks may do so is decided before. One administrator
 * who can log in always remains, if there was one. Thread safe.
 */
@Service
public class AccountAdministration {
  /** How long tokens live when nothing is said. */
  public static final Duration DEFAULT_TOKEN_LIFE = Duration.ofDays(90);

  private static final Duration MAX_TOKEN_LIFE = Duration.ofDays(366);
  private static final int MAX_TOKEN_NAME = 255;

  private final Accounts accounts;
  private final ApiTokens tokens;
  private final Passwords passwords;
  private final LoginWays ways;

  public AccountAdministration(
      Accounts accounts, ApiTokens tokens, Passwords passwords, LoginWays ways) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.passwords = passwords;
    this.ways = ways;
  }

  /**
   * Adds an account.
   *
   * @param password null for one that logs in through the OpenID provider alone
   * @param buckets patterns
   * @throws AccountConflictException if there is one of that name
   * @throws InvalidAccountException if name, password or a pattern can't be
   */
  @Transactional
  public Account add(String name, Role role, @Nullable String password, List<String> buckets) {
    String checked = AccountName.checked(name);
    String hash = password == null ? null : passwords.hash(password);
    try {
      accounts.add(checked, hash, role, patterns(buckets));
    } catch (DuplicateKeyException e) {
      throw new AccountConflictException("there is an account '" + checked + "' already");
    }
    return get(checked);
  }

  /**
   * Changes an account. Another password ends its sessions, and makes its tokens good no longer:
   * they may have been made by whoever knew the one before.
   *
   * @throws UnknownAccountException if there is none
   * @throws AccountConflictException if no administrator would remain
   */
  @Transactional
  public Account change(String name, AccountChange change) {
    Account account = get(name);
    boolean disabled = Boolean.TRUE.equals(change.disabled());
    if (disabled || change.role() == Role.USER) {
      keepAdministrator(account);
    }
    if (change.role() != null) {
      accounts.setRole(account.name(), change.role());
    }
    if (change.buckets() != null) {
      accounts.replaceBuckets(account.name(), patterns(change.buckets()));
    }
    if (change.password() != null) {
      accounts.setPasswordHash(account.name(), passwords.hash(change.password()));
      tokens.removeAll(account.name());
    }
    if (disabled) {
      accounts.disable(account.name());
    } else if (change.disabled() != null) {
      accounts.enable(account.name());
    }
    return get(account.name());
  }

  /**
   * Removes an account with its tokens.
   *
   * @throws UnknownAccountException if there is none
   * @throws AccountConflictException if no administrator would remain
   */
  @Transactional
  public void remove(String name) {
    Account account = get(name);
    keepAdministrator(account);
    accounts.remove(account.name());
  }

  /** Without one who can log in, nobody could change accounts while the server runs. */
  private void keepAdministrator(Account account) {
    if (account.role() != Role.ADMIN || account.disabled()) {
      return;
    }
    Map<Boolean, List<Accounts.Administrator>> locked =
        accounts.lockAdministrators().stream()
            .collect(Collectors.partitioningBy(known -> known.name().equals(account.name())));
    List<Accounts.Administrator> others = locked.getOrDefault(false, List.of());
    boolean canLogIn = locked.getOrDefault(true, List.of()).stream().anyMatch(ways::isOpenTo);
    if (others.isEmpty()) {
      throw new AccountConflictException(
          "'%s' is the only administrator; make another one first".formatted(account.name()));
    }
    if (canLogIn && others.stream().noneMatch(ways::isOpenTo)) {
      throw new AccountConflictException(
          "'%s' is the only administrator who can log in; give another one a password first"
              .formatted(account.name()));
    }
  }

  /**
   * Makes a token.
   *
   * @param name what its owner calls it
   * @throws UnknownAccountException if there is no such account
   * @throws InvalidAccountException if the account may not do what the scope says, or the life is
   *     too long
   */
  public NewToken createToken(String account, String name, TokenScope scope, Duration life) {
    Account owner = get(account);
    if (scope == TokenScope.ADMIN && owner.role() != Role.ADMIN) {
      throw new InvalidAccountException(
          "'%s' is no administrator, so its tokens have the scope search".formatted(owner.name()));
    }
    if (life.isNegative() || life.isZero() || life.compareTo(MAX_TOKEN_LIFE) > 0) {
      throw new InvalidAccountException(
          "a token lives from 1 to %d days, not %d"
              .formatted(MAX_TOKEN_LIFE.toDays(), life.toDays()));
    }
    if (name.isBlank() || name.length() > MAX_TOKEN_NAME) {
      throw new InvalidAccountException(
          "a token has a name of 1 to " + MAX_TOKEN_NAME + " characters, by which you know it");
    }
    if (!PrintableText.isPrintable(name)) {
      throw new InvalidAccountException(
          "a token's name has no control characters and none that can't be seen");
    }
    return tokens.create(owner.name(), name, scope, life);
  }

  /** Makes a token good no longer; one that isn't there is so already. */
  public void revokeToken(String id) {
    tokens.remove(id);
  }

  private Account get(String name) {
    return accounts
        .find(AccountName.normalized(name))
        .orElseThrow(() -> new UnknownAccountException("there is no account '" + name + "'"));
  }

  private static List<BucketPattern> patterns(List<@Nullable String> buckets) {
    for (String bucket : buckets) {
      if (bucket == null || !PrintableText.isPrintable(bucket)) {
        throw new InvalidAccountException(
            bucket == null
                ? "a bucket is null; write its URI, or leave it out"
                : "'%s' names no bucket: it has characters that can't be seen"
                    .formatted(PrintableText.of(bucket)));
      }
    }
    return buckets.stream().map(BucketPattern::new).toList();
  }
}
