package io.t4.catalog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.t4.catalog.access.AuditLog;
import io.t4.catalog.access.CurrentViewer;
import io.t4.catalog.access.NotAllowedException;
import io.t4.catalog.accounts.AccountAdministration;
import io.t4.catalog.accounts.AccountName;
import io.t4.catalog.accounts.ApiToken;
import io.t4.catalog.accounts.ApiTokens;
import io.t4.catalog.accounts.NewToken;
import io.t4.catalog.accounts.TokenScope;
import io.t4.catalog.accounts.UnknownAccountException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tokens of clients: one's own, and for administrators those of all. */
@RestController
@RequestMapping("/api/tokens")
final class TokenController {
  private final CurrentViewer viewer;
  private final ApiTokens tokens;
  private final AccountAdministration administration;
  private final AuditLog audit;

  TokenController(
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
   * A token to be made.
   *
   * @param name what its owner calls it
   * @param account whose it is; absent for one's own
   * @param scope absent for searching only
   * @param days how long it lives
   */
  record WantedToken(
      @Nullable String name,
      @Nullable String account,
      @Nullable TokenScope scope,
      @Nullable Integer days) {}

  @Operation(summary = "Your tokens; for administrators those of an account, or of all by *")
  @GetMapping
  List<ApiToken> list(@RequestParam(required = false) @Nullable String account) {
    if ("*".equals(account)) {
      refuseUnlessAdministrator();
      return tokens.listAll();
    }
    return tokens.list(owner(account));
  }

  @Operation(summary = "Make a token, which is told this once")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> create(@RequestBody WantedToken wanted) {
    refuseSearchTokens();
    Duration life =
        wanted.days() == null
            ? AccountAdministration.DEFAULT_TOKEN_LIFE
            : Duration.ofDays(wanted.days());
    NewToken made =
        administration.createToken(
            owner(wanted.account()),
            Objects.requireNonNullElse(wanted.name(), ""),
            Objects.requireNonNullElse(wanted.scope(), TokenScope.SEARCH),
            life);
    audit.done("token.create", made.known().id(), details(made.known()));
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("token", made.token());
    answer.put("id", made.known().id());
    answer.put("account", made.known().account());
    answer.put("name", made.known().name());
    answer.put("scope", made.known().scope());
    answer.put("expires", made.known().expires());
    return answer;
  }

  @Operation(summary = "Revoke a token")
  @DeleteMapping("/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(@PathVariable String id) {
    refuseSearchTokens();
    ApiToken token =
        tokens
            .find(id)
            .filter(
                found ->
                    viewer.get().isAdministrator()
                        || found.account().equals(viewer.get().account()))
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
