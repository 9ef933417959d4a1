package io.t4.catalog.access;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A viewer, as Spring Security knows it; made anew for each request. */
final class ViewerAuthentication extends AbstractAuthenticationToken {
  /** May search. */
  static final String SEARCH = "search";

  /** May administer. */
  static final String ADMIN = "admin";

  private final transient Viewer viewer;

  ViewerAuthentication(Viewer viewer) {
    super(
        AuthorityUtils.createAuthorityList(
            viewer.isAdministrator() ? List.of(SEARCH, ADMIN) : List.of(SEARCH)));
    this.viewer = viewer;
    setAuthenticated(true);
  }

  @Override
  public Viewer getPrincipal() {
    return viewer;
  }

  @Override
  public @Nullable Object getCredentials() {
    return null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ViewerAuthentication same && same.viewer.equals(viewer);
  }

  @Override
  public int hashCode() {
    return viewer.hashCode();
  }
}
