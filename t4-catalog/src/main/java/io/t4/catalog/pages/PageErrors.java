package io.t4.catalog.pages;

import io.t4.catalog.access.NotAllowedException;
import io.t4.catalog.access.UnknownBucketException;
import io.t4.catalog.accounts.UnknownAccountException;
import io.t4.catalog.index.SearchEngineException;
import io.t4.catalog.pages.preview.BusyException;
import io.t4.catalog.search.InvalidSearchException;
import io.t4.error.InvalidInputException;
import io.t4.error.NotFoundException;
import io.t4.error.T4Exception;
import java.nio.file.NoSuchFileException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** Errors as pages that say what went wrong and where to go on. */
@ControllerAdvice(basePackageClasses = PageErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
final class PageErrors {
  private static final Logger LOG = LoggerFactory.getLogger(PageErrors.class);

  @ExceptionHandler({
    UnknownBucketException.class,
    UnknownAccountException.class,
    NotFoundException.class
  })
  ModelAndView unknown(RuntimeException e) {
    return page(HttpStatus.NOT_FOUND, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ModelAndView missing(NoSuchFileException e) {
    return page(HttpStatus.NOT_FOUND, "There is no '" + e.getFile() + "' here.");
  }

  @ExceptionHandler
  ModelAndView notAllowed(NotAllowedException e) {
    return page(HttpStatus.FORBIDDEN, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler({InvalidSearchException.class, InvalidInputException.class})
  ModelAndView invalid(RuntimeException e) {
    return page(HttpStatus.BAD_REQUEST, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ModelAndView wrongType(MethodArgumentTypeMismatchException e) {
    return page(HttpStatus.BAD_REQUEST, "'%s' can't be '%s'.".formatted(e.getName(), e.getValue()));
  }

  @ExceptionHandler
  ModelAndView engine(SearchEngineException e) {
    LOG.warn("{}", e.getMessage());
    return page(
        HttpStatus.SERVICE_UNAVAILABLE, "The search engine does not answer now; try again later.");
  }

  @ExceptionHandler
  ModelAndView busy(BusyException e) {
    return page(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ModelAndView storage(T4Exception e) {
    LOG.warn("{}", e.getMessage());
    return page(HttpStatus.BAD_GATEWAY, String.valueOf(e.getMessage()));
  }

  @ExceptionHandler
  ModelAndView other(Exception e) {
    if (e instanceof ErrorResponse known) {
      HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
      return page(status, String.valueOf(known.getBody().getDetail()));
    }
    LOG.error("unexpected failure", e);
    return page(
        HttpStatus.INTERNAL_SERVER_ERROR, "This is a defect of the catalog; its log tells more.");
  }

  static ModelAndView page(HttpStatus status, String reason) {
    ModelAndView page = new ModelAndView("error", status);
    page.addObject("heading", status.getReasonPhrase());
    page.addObject("reason", reason);
    return page;
  }
}
