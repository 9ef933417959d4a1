package io.t4.catalog.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import tools.jackson.databind.json.JsonMapper;

/** Tells programs why they are refused, in the form of all errors, and never by a redirect. */
final class ErrorWriter implements AuthenticationEntryPoint, AccessDeniedHandler {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String REALM = "realm=\"T4 catalog\"";
  private static final int TOO_MANY_REQUESTS = 429;

  /** Who must log in, or did so in vain; what was wrong is not told. */
  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
      throws IOException {
    if (e instanceof TooManyLoginsException busy) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(busy.retryAfter().toSeconds() + 1));
      write(response, TOO_MANY_REQUESTS, "too_many_logins", String.valueOf(busy.getMessage()));
      return;
    }
    response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer " + REALM);
    if (request.getHeader("Sec-Fetch-Mode") == null) {
      // In a browser it would open a dialog over the page that asked, and be kept.
      response.addHeader(HttpHeaders.WWW_AUTHENTICATE, "Basic " + REALM + ", charset=\"UTF-8\"");
    }
    write(
        response,
        HttpServletResponse.SC_UNAUTHORIZED,
        "unauthorized",
        request.getHeader(HttpHeaders.AUTHORIZATION) == null
            ? "this catalog wants to know who you are: send a token, or log in"
            : "the token, or the name and the password, are not good here, or no longer");
  }

  /** Who is known, but may not do that. */
  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException e)
      throws IOException {
    forbid(
        response,
        e instanceof CsrfException
            ? "a browser's session changes things only with the page's X-XSRF-TOKEN"
            : "only administrators may do that");
  }

  static void forbid(HttpServletResponse response, String reason) throws IOException {
    write(response, HttpServletResponse.SC_FORBIDDEN, "forbidden", reason);
  }

  static void tooLarge(HttpServletResponse response, String reason) throws IOException {
    write(response, HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE, "too_large", reason);
  }

  private static void write(HttpServletResponse response, int status, String type, String reason)
      throws IOException {
    response.setStatus(status);
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response
        .getOutputStream()
        .write(
            JSON.writeValueAsBytes(
                Map.of("error", Map.of("type", type, "reason", reason), "status", status)));
  }
}
