package io.t4.catalog.access;

import io.t4.catalog.accounts.Account;
import io.t4.catalog.accounts.Accounts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks up the account of whoever has logged in, with each request, so that what an administrator
 * changes holds at once, for sessions too. Another password ends them.
 */
final class AccountFilter extends OncePerRequestFilter {
  private final Accounts accounts;

  AccountFilter(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    if (authentication != null
        && authentication.isAuthenticated()
        && authentication.getPrincipal() instanceof LoggedIn login) {
      Optional<Account> account =
          accounts
              .find(login.account())
              .filter(found -> !found.disabled())
              .filter(found -> found.credentials().equals(login.credentials()));
      if (account.isPresent()) {
        CurrentViewer.set(Viewer.of(account.get()));
      } else {
        forget(request);
      }
    }
    chain.doFilter(request, response);
  }

  private static void forget(HttpServletRequest request) {
    SecurityContextHolder.clearContext();
    HttpSession session = request.getSession(false);
    if (session != null) {
      session.invalidate();
    }
  }
}
