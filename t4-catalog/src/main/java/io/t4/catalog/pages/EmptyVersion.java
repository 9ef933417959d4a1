package io.t4.catalog.pages;

import org.springframework.beans.propertyeditors.StringTrimmerEditor;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/** Takes {@code version=} for the current version: so addresses are written that have none. */
@ControllerAdvice(basePackageClasses = EmptyVersion.class)
final class EmptyVersion {
  @InitBinder("version")
  void nothing(WebDataBinder binder) {
    binder.registerCustomEditor(String.class, new StringTrimmerEditor(true));
  }
}
