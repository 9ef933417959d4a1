package io.t4.catalog.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes whoever asks for the one who sits at this machine, if nothing speaks against it. */
final class LocalViewerFilter extends OncePerRequestFilter {
  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!LocalNames.isForLocalName(request)) {
      ErrorWriter.forbid(
          response, "without login, the catalog answers at localhost, 127.0.0.1 and [::1] alone");
      return;
    }
    if (LocalNames.isForwarded(request)) {
      ErrorWriter.forbid(
          response,
          "this came through a proxy, and others could come through it too; for that, set"
              + " t4.catalog.access.login=always");
      return;
    }
    CurrentViewer.set(Viewer.LOCAL);
    chain.doFilter(request, response);
  }
}
