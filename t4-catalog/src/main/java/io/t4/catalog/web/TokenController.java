package io.t4.catalog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.t4.catalog.access.OwnedTokens;
import io.t4.catalog.accounts.ApiToken;
import io.t4.catalog.accounts.NewToken;
import io.t4.catalog.accounts.TokenScope;
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
  private final OwnedTokens tokens;

  TokenController(OwnedTokens tokens) {
    this.tokens = tokens;
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
    return "*".equals(account) ? tokens.ofAll() : tokens.of(account);
  }

  @Operation(summary = "Make a token, which is told this once")
  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  Map<String, Object> create(@RequestBody WantedToken wanted) {
    NewToken made =
        tokens.create(
            wanted.account(),
            Objects.requireNonNullElse(wanted.name(), ""),
            Objects.requireNonNullElse(wanted.scope(), TokenScope.SEARCH),
            wanted.days());
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
    tokens.revoke(id);
  }
}
