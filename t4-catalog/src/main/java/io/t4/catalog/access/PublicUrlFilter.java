package io.t4.catalog.access;

import io.t4.catalog.settings.AccessSettings;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Makes links to the catalog begin as the settings say, whatever name a request calls it by.
 * Without that setting the name in the request is believed.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
final class PublicUrlFilter extends OncePerRequestFilter {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;

  private final @Nullable URI publicUrl;

  PublicUrlFilter(AccessSettings settings) {
    this.publicUrl = settings.publicUrl();
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    URI url = publicUrl;
    chain.doFilter(url == null ? request : new Renamed(request, url), response);
  }

  private static final class Renamed extends HttpServletRequestWrapper {
    private final URI url;

    Renamed(HttpServletRequest request, URI url) {
      super(request);
      this.url = url;
    }

    @Override
    public String getScheme() {
      return url.getScheme().toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean isSecure() {
      return getScheme().equals("https");
    }

    @Override
    public String getServerName() {
      return url.getHost();
    }

    @Override
    public int getServerPort() {
      if (url.getPort() >= 0) {
        return url.getPort();
      }
      return isSecure() ? HTTPS_PORT : HTTP_PORT;
    }

    @Override
    public StringBuffer getRequestURL() {
      boolean usual = getServerPort() == (isSecure() ? HTTPS_PORT : HTTP_PORT);
      return new StringBuffer(getScheme())
          .append("://")
          .append(getServerName())
          .append(usual ? "" : ":" + getServerPort())
          .append(getRequestURI());
    }
  }
}
