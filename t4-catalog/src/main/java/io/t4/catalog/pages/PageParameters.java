package io.t4.catalog.pages;

import org.springframework.beans.propertyeditors.StringTrimmerEditor;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/** How parameters of pages are read. */
@ControllerAdvice(basePackageClasses = PageParameters.class)
final class PageParameters {
  /** The parameter {@code version} of an object without versions is there, and empty. */
  @InitBinder("version")
  void emptyIsNone(WebDataBinder binder) {
    binder.registerCustomEditor(String.class, new StringTrimmerEditor(true));
  }
}
