package io.t4.catalog.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** Refuses what pages of other sites make a browser send, unless it only reads. */
final class SameOriginFilter extends OncePerRequestFilter {
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
  private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!READING.contains(request.getMethod()) && isForeign(request)) {
      ErrorWriter.forbid(response, "pages of other sites may not do that");
      return;
    }
    chain.doFilter(request, response);
  }

  /** By the name and port only: a proxy may speak another scheme than it is spoken to. */
  private static boolean isForeign(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    if (origin != null) {
      String authority = authority(origin);
      return authority == null
          || (!authority.equalsIgnoreCase(request.getHeader(HttpHeaders.HOST))
              && !authority.equalsIgnoreCase(publicAuthority(request)));
    }
    String site = request.getHeader("Sec-Fetch-Site");
    return site != null && FOREIGN.contains(site);
  }

  /** As the proxies that are trusted tell it. */
  private static String publicAuthority(HttpServletRequest request) {
    int port = request.getServerPort();
    boolean usual = port == (request.isSecure() ? 443 : 80);
    return usual ? request.getServerName() : request.getServerName() + ":" + port;
  }

  private static @Nullable String authority(String origin) {
    try {
      return URI.create(origin).getRawAuthority();
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
