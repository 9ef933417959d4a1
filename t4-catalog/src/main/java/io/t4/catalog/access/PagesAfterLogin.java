package io.t4.catalog.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.savedrequest.CookieRequestCache;

/**
 * Where a browser goes on after the login. The cookie holds the address alone: the request that
 * comes is the one to be answered, with the headers that it has.
 */
final class PagesAfterLogin extends CookieRequestCache {
  @Override
  public @Nullable HttpServletRequest getMatchingRequest(
      HttpServletRequest request, HttpServletResponse response) {
    HttpServletRequest unused = super.getMatchingRequest(request, response);
    return null;
  }
}
