package io.t4.catalog.access;

import io.t4.catalog.accounts.AccountAdministration;
import io.t4.catalog.accounts.AccountName;
import io.t4.catalog.accounts.ApiToken;
import io.t4.catalog.accounts.ApiTokens;
import io.t4.catalog.accounts.NewToken;
import io.t4.catalog.accounts.TokenScope;
import io.t4.catalog.accounts.UnknownAccountException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The tokens of whoever sends the present request, and for administrators those of all; the audit
 * log tells of changes. Thread safe.
 */
@Component
public class OwnedTokens {
  private final CurrentViewer viewer;
  private final ApiTokens tokens;
  private final AccountAdministration administration;
  private final AuditLog audit;

  OwnedTokens(
      CurrentViewer viewer,
      ApiTokens tokens,
      AccountAdministration administration,
      AuditLog audit) {
    this.viewer = viewer;
    this.tokens = tokens;
    this.administration = administration;
    this.audit = audit;
  }

  /**
   * Those of all accounts, the latest first.
   *
   * @throws NotAllowedException for all but administrators
   */
  public List<ApiToken> ofAll() {
    refuseUnlessAdministrator();
    return tokens.listAll();
  }

  /**
   * Those of an account, the latest first.
   *
   * @param account null for one's own
   * @throws NotAllowedException if it is another's, for all but administrators
   */
  public List<ApiToken> of(@Nullable String account) {
    return tokens.list(owner(account));
  }

  /**
   * Makes one.
   *
   * @param account whose it is; null for one's own
   * @param name what its owner calls it
   * @param days how long it lives; null for the usual time
   * @throws NotAllowedException if it is another's, for all but administrators; and by a token with
   *     the scope search
   * @throws io.t4.catalog.accounts.InvalidAccountException if it can't be so
   */
  public NewToken create(
      @Nullable String account, String name, TokenScope scope, @Nullable Integer days) {
    refuseSearchTokens();
    Duration life = days == null ? AccountAdministration.DEFAULT_TOKEN_LIFE : Duration.ofDays(days);
    NewToken made = administration.createToken(owner(account), name, scope, life);
    audit.done("token.create", made.known().id(), details(made.known()));
    return made;
  }

  /**
   * Makes one good no longer.
   *
   * @throws NotAllowedException by a token with the scope search
   * @throws UnknownAccountException if there is none that one may revoke
   */
  public void revoke(String id) {
    refuseSearchTokens();
    Viewer present = viewer.get();
    ApiToken token =
        tokens
            .find(id)
            .filter(found -> present.isAdministrator() || found.account().equals(present.account()))
            .orElseThrow(() -> new UnknownAccountException("you have no token '" + id + "'"));
    administration.revokeToken(token.id());
    audit.done("token.revoke", token.id(), details(token));
  }

  private static Map<String, Object> details(ApiToken token) {
    return Map.of(
        "account",
        token.account(),
        "name",
        token.name(),
        "scope",
        token.scope(),
        "expires",
        token.expires().toString());
  }

  private String owner(@Nullable String wanted) {
    String own = viewer.get().account();
    if (wanted == null) {
      return Objects.requireNonNullElse(own, "");
    }
    String normalized = AccountName.normalized(wanted);
    if (!normalized.equals(own)) {
      refuseUnlessAdministrator();
    }
    return normalized;
  }

  /** Else a token that was stolen could live for ever. */
  private void refuseSearchTokens() {
    if (!viewer.get().mayChangeTokens()) {
      throw new NotAllowedException("a token with the scope search makes and revokes no tokens");
    }
  }

  private void refuseUnlessAdministrator() {
    if (!viewer.get().isAdministrator()) {
      throw new NotAllowedException("only administrators see the tokens of others");
    }
  }
}
