package io.t4.catalog.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * The logins for which browsers are at the OpenID provider. A cookie ties each to its browser. They
 * are no sessions: anybody can begin a login, so their number is bounded, and the newest are kept.
 * Thread safe.
 */
final class PendingLogins implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {
  private static final String COOKIE = "T4LOGIN";
  private static final int MAX_PENDING = 2_000;
  private static final int ID_BYTES = 24;

  private final SecureRandom random = new SecureRandom();
  private final Map<String, OAuth2AuthorizationRequest> pending = new LinkedHashMap<>();

  @Override
  public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
    String id = id(request);
    synchronized (pending) {
      OAuth2AuthorizationRequest known = id == null ? null : pending.get(id);
      return known != null && Objects.equals(known.getState(), request.getParameter("state"))
          ? known
          : null;
    }
  }

  @Override
  public void saveAuthorizationRequest(
      @Nullable OAuth2AuthorizationRequest login,
      HttpServletRequest request,
      HttpServletResponse response) {
    if (login == null) {
      removeAuthorizationRequest(request, response);
      return;
    }
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    synchronized (pending) {
      pending.put(id, login);
      Iterator<String> oldest = pending.keySet().iterator();
      while (pending.size() > MAX_PENDING) {
        oldest.next();
        oldest.remove();
      }
    }
    ResponseCookie cookie =
        ResponseCookie.from(COOKIE, id)
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .path("/")
            .build();
    response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
  }

  @Override
  public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
      HttpServletRequest request, HttpServletResponse response) {
    OAuth2AuthorizationRequest known = loadAuthorizationRequest(request);
    String id = id(request);
    if (known == null || id == null) {
      return null;
    }
    synchronized (pending) {
      return pending.remove(id);
    }
  }

  private static @Nullable String id(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? null
        : Arrays.stream(cookies)
            .filter(cookie -> cookie.getName().equals(COOKIE))
            .map(Cookie::getValue)
            .findFirst()
            .orElse(null);
  }
}
