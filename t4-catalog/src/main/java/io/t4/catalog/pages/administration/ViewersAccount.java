package io.t4.catalog.pages.administration;

import io.t4.catalog.access.CurrentViewer;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** The account of whoever looks at a page that is about accounts. Thread safe. */
@Component
final class ViewersAccount {
  private final CurrentViewer viewer;

  ViewersAccount(CurrentViewer viewer) {
    this.viewer = viewer;
  }

  /**
   * Its name.
   *
   * @throws ResponseStatusException 404 where nobody has to log in
   */
  String name() {
    String name = viewer.get().account();
    if (name == null) {
      throw new ResponseStatusException(
          HttpStatus.NOT_FOUND,
          "This catalog asks nobody who they are, so it needs no accounts and no tokens.");
    }
    return name;
  }

  /** Whether it administers the catalog. */
  boolean administers() {
    return viewer.get().isAdministrator();
  }
}
