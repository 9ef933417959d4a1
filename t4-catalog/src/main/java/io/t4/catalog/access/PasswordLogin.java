package io.t4.catalog.access;

import io.t4.catalog.accounts.Account;
import io.t4.catalog.accounts.AccountName;
import io.t4.catalog.accounts.Accounts;
import io.t4.catalog.accounts.Passwords;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Compares name and password with the accounts. Whether there is such an account can be told
 * neither from the answer nor from the time it takes. Hashing takes a bounded share of the machine.
 * Thread safe.
 */
final class PasswordLogin implements AuthenticationProvider {
  private static final Logger LOG = LoggerFactory.getLogger(PasswordLogin.class);

  /** Longer ones are nobody's, and must not fill the memory. */
  private static final int MAX_NAME = 256;

  private static final int MAX_WAITING = 64;
  private static final Duration BUSY = Duration.ofSeconds(5);

  private final Accounts accounts;
  private final Passwords passwords;
  private final LoginAttempts attempts;
  private final Semaphore hashing =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  PasswordLogin(Accounts accounts, Passwords passwords, LoginAttempts attempts) {
    this.accounts = accounts;
    this.passwords = passwords;
    this.attempts = attempts;
  }

  @Override
  public boolean supports(Class<?> authentication) {
    return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }

  @Override
  public Authentication authenticate(Authentication shown) {
    String name = AccountName.normalized(shown.getName());
    if (name.length() > MAX_NAME) {
      throw new BadCredentialsException("no such name");
    }
    String address =
        shown.getDetails() instanceof WebAuthenticationDetails details
            ? String.valueOf(details.getRemoteAddress())
            : "";
    Object credentials = shown.getCredentials();
    refuseIfTooMany(name, address);
    Account account = account(name, address, credentials == null ? "" : credentials.toString());
    if (account == null) {
      LOG.warn("refused a login as '{}' from {}", printable(name), address);
      throw new BadCredentialsException("name or password are wrong");
    }
    return UsernamePasswordAuthenticationToken.authenticated(
        new PasswordUser(account.name(), account.credentials()),
        null,
        AuthorityUtils.NO_AUTHORITIES);
  }

  /** Null if there is none, it is disabled, or the password is wrong. */
  private @Nullable Account account(String name, String address, String password) {
    acquire();
    try {
      // Others may have failed while this one waited.
      refuseIfTooMany(name, address);
      // Before the hash: if the password is changed in between, the session ends at once.
      Account account = accounts.find(name).filter(found -> !found.disabled()).orElse(null);
      boolean same = passwords.matches(password, hash(name));
      if (account != null && same) {
        attempts.succeeded(name, address);
        return account;
      }
      attempts.failed(name, address);
      return null;
    } finally {
      hashing.release();
    }
  }

  private @Nullable String hash(String name) {
    return accounts.passwordHash(name);
  }

  private void acquire() {
    try {
      if (hashing.getQueueLength() < MAX_WAITING
          && hashing.tryAcquire(BUSY.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new TooManyLoginsException("too many log in at this moment; try again", BUSY);
  }

  private void refuseIfTooMany(String name, String address) {
    Duration wait = attempts.waitFor(name, address);
    if (!wait.isZero()) {
      throw new TooManyLoginsException(
          "too many logins failed; try again in %d s".formatted(wait.toSeconds() + 1), wait);
    }
  }

  /** As it can stand in a log. */
  private static String printable(String name) {
    return name.replaceAll("[^a-z0-9._@+-]", "?");
  }
}
