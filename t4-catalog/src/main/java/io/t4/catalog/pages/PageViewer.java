package io.t4.catalog.pages;

import io.t4.catalog.access.CurrentViewer;
import io.t4.catalog.access.Viewer;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells pages who looks at them. */
@ControllerAdvice(basePackageClasses = PageViewer.class)
final class PageViewer {
  private final CurrentViewer viewer;

  PageViewer(CurrentViewer viewer) {
    this.viewer = viewer;
  }

  /** The name of the account that has logged in; null where nobody has to, and for tokens. */
  @ModelAttribute("account")
  @Nullable String account() {
    Viewer present = viewer.get();
    return present.way() == Viewer.Way.LOGIN ? present.account() : null;
  }

  /** Whether there are accounts, and whoever looks may change them. */
  @ModelAttribute("administrator")
  boolean administrator() {
    return account() != null && viewer.get().isAdministrator();
  }
}
