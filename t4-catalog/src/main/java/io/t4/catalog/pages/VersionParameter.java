package io.t4.catalog.pages;

import org.springframework.beans.propertyeditors.StringTrimmerEditor;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/** An empty version in an address, as templates write one that is null, is none. */
@ControllerAdvice(basePackageClasses = VersionParameter.class)
final class VersionParameter {
  @InitBinder("version")
  void emptyIsNone(WebDataBinder binder) {
    binder.registerCustomEditor(String.class, new StringTrimmerEditor(true));
  }
}
