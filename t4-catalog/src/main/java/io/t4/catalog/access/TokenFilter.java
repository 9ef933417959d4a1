package io.t4.catalog.access;

import io.t4.catalog.accounts.Accounts;
import io.t4.catalog.accounts.ApiToken;
import io.t4.catalog.accounts.ApiTokens;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/** Knows clients by {@code Authorization: Bearer t4_…}. */
final class TokenFilter extends OncePerRequestFilter {
  private static final String BEARER = "Bearer ";

  private final ApiTokens tokens;
  private final Accounts accounts;
  private final AuthenticationEntryPoint refusal;

  TokenFilter(ApiTokens tokens, Accounts accounts, AuthenticationEntryPoint refusal) {
    this.tokens = tokens;
    this.accounts = accounts;
    this.refusal = refusal;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization == null
        || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      chain.doFilter(request, response);
      return;
    }
    Optional<Viewer> viewer = viewer(authorization.substring(BEARER.length()).strip());
    if (viewer.isEmpty()) {
      refusal.commence(request, response, new BadCredentialsException("no such token"));
      return;
    }
    CurrentViewer.set(viewer.get());
    chain.doFilter(request, response);
  }

  private Optional<Viewer> viewer(String token) {
    if (!token.startsWith(ApiTokens.PREFIX)) {
      return Optional.empty();
    }
    Optional<ApiToken> known = tokens.use(token);
    return known.flatMap(
        found ->
            accounts
                .find(found.account())
                .filter(account -> !account.disabled())
                .map(account -> Viewer.of(account, found)));
  }
}
