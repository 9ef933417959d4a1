package io.t4.catalog.pages;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;

/** Where a browser goes after a change, so that a page that is loaded again does nothing again. */
public final class SeeOther {
  private SeeOther() {}

  /**
   * A page of this catalog.
   *
   * @param page its address, with names of variables in braces
   * @param variables their values, not encoded
   */
  public static RedirectView page(String page, Object... variables) {
    RedirectView view =
        new RedirectView(
            UriComponentsBuilder.fromUriString(page)
                .encode()
                .buildAndExpand(variables)
                .toUriString());
    view.setStatusCode(HttpStatus.SEE_OTHER);
    return view;
  }
}
