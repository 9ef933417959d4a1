package io.t4.catalog.pages;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Addresses that lead to nothing: browsers get a page, programs what they get of all errors. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnknownPages implements HandlerExceptionResolver {
  @Override
  public @Nullable ModelAndView resolveException(
      HttpServletRequest request,
      HttpServletResponse response,
      @Nullable Object handler,
      Exception e) {
    String accepted = request.getHeader(HttpHeaders.ACCEPT);
    boolean browser = accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE);
    return browser && e instanceof NoResourceFoundException
        ? PageErrors.page(HttpStatus.NOT_FOUND, "There is no such page.")
        : null;
  }
}
