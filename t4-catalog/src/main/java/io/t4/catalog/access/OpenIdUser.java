package io.t4.catalog.access;

import io.t4.catalog.accounts.Account;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Who has logged in through the OpenID provider. */
final class OpenIdUser extends DefaultOidcUser implements LoggedIn {
  private static final long serialVersionUID = 1L;

  private final String account;
  private final String credentials;

  OpenIdUser(OidcUser user, Account account) {
    super(user.getAuthorities(), user.getIdToken(), user.getUserInfo());
    this.account = account.name();
    this.credentials = account.credentials();
  }

  @Override
  public String account() {
    return account;
  }

  @Override
  public String credentials() {
    return credentials;
  }

  @Override
  public String getName() {
    return account;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OpenIdUser same
        && super.equals(other)
        && account.equals(same.account)
        && credentials.equals(same.credentials);
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), account, credentials);
  }
}
