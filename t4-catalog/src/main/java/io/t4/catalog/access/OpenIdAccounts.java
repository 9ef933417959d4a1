package io.t4.catalog.access;

import io.t4.catalog.accounts.Account;
import io.t4.catalog.accounts.AccountAdministration;
import io.t4.catalog.accounts.AccountConflictException;
import io.t4.catalog.accounts.AccountName;
import io.t4.catalog.accounts.Accounts;
import io.t4.catalog.accounts.InvalidAccountException;
import io.t4.catalog.accounts.Role;
import io.t4.catalog.settings.AccessSettings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Finds the account of whoever comes from the OpenID provider. Thread safe. */
final class OpenIdAccounts implements OAuth2UserService<OidcUserRequest, OidcUser> {
  private static final Logger LOG = LoggerFactory.getLogger(OpenIdAccounts.class);
  private static final String EMAIL = "email";

  private final OAuth2UserService<OidcUserRequest, OidcUser> provider = new OidcUserService();
  private final Accounts accounts;
  private final AccountAdministration administration;
  private final AccessSettings settings;

  OpenIdAccounts(Accounts accounts, AccountAdministration administration, AccessSettings settings) {
    this.accounts = accounts;
    this.administration = administration;
    this.settings = settings;
  }

  @Override
  public OidcUser loadUser(OidcUserRequest request) {
    OidcUser user = provider.loadUser(request);
    if (user == null) {
      throw refused("the OpenID provider tells nothing of the user");
    }
    return withAccount(user);
  }

  /** The user under the name of the account, which is made if the settings say so. */
  OidcUser withAccount(OidcUser user) {
    String told = claim(user);
    String name = AccountName.normalized(told);
    if (name.length() != told.length()) {
      throw refused("'" + told + "' is no name of an account");
    }
    Account account = accounts.find(name).orElseGet(() -> create(name));
    if (account.disabled()) {
      throw refused("the account '" + name + "' is disabled");
    }
    return new OpenIdUser(user, account);
  }

  private String claim(OidcUser user) {
    for (String claim : settings.oidcClaims()) {
      String value = user.getClaimAsString(claim);
      boolean doubtful =
          claim.equals(EMAIL) && Boolean.FALSE.equals(user.getClaimAsBoolean("email_verified"));
      if (value != null && !value.isBlank() && !doubtful) {
        return value;
      }
    }
    throw refused("the OpenID provider tells none of " + settings.oidcClaims());
  }

  private Account create(String name) {
    if (!settings.oidcAutoCreate()) {
      throw refused("there is no account '" + name + "'; an administrator can make it");
    }
    try {
      Account made = administration.add(name, Role.USER, null, List.of());
      LOG.info("made the account '{}', which sees no bucket yet", made.name());
      return made;
    } catch (AccountConflictException e) {
      LOG.debug("another login was first", e);
      return accounts
          .find(name)
          .orElseThrow(() -> refused("the account '" + name + "' was removed just now"));
    } catch (InvalidAccountException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }

  private static OAuth2AuthenticationException refused(String why) {
    return new OAuth2AuthenticationException(
        new OAuth2Error(OAuth2ErrorCodes.ACCESS_DENIED, why, null), why);
  }
}
