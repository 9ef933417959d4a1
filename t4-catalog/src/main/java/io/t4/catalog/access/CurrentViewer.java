package io.t4.catalog.access;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Whoever sends the request that the present thread answers. Thread safe. */
@Component
public class CurrentViewer {
  CurrentViewer() {}

  /** That one; outside of requests somebody who sees nothing. */
  public Viewer get() {
    Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
    return authentication != null && authentication.getPrincipal() instanceof Viewer viewer
        ? viewer
        : Viewer.NOBODY;
  }

  /** For the present request only: what a session keeps stays as it is. */
  static void set(Viewer viewer) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(new ViewerAuthentication(viewer));
    SecurityContextHolder.setContext(context);
  }
}
