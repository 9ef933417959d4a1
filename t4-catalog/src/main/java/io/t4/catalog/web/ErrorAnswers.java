package io.t4.catalog.web;

import io.t4.catalog.access.NotAllowedException;
import io.t4.catalog.access.UnknownBucketException;
import io.t4.catalog.accounts.AccountConflictException;
import io.t4.catalog.accounts.InvalidAccountException;
import io.t4.catalog.accounts.UnknownAccountException;
import io.t4.catalog.index.SearchEngineException;
import io.t4.catalog.search.InvalidSearchException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Errors in the form that search clients know: {@code {"error": {"type", "reason"}, "status"}}. */
@RestControllerAdvice
final class ErrorAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(ErrorAnswers.class);

  @ExceptionHandler
  ResponseEntity<Object> invalid(InvalidSearchException e) {
    return answer(400, "invalid_search", String.valueOf(e.getMessage()), e.position());
  }

  @ExceptionHandler
  ResponseEntity<Object> unreadable(HttpMessageNotReadableException e) {
    return answer(400, "invalid_request", "the body is no JSON that can be read", null);
  }

  @ExceptionHandler
  ResponseEntity<Object> wrongType(MethodArgumentTypeMismatchException e) {
    Class<?> wanted = e.getRequiredType();
    String reason =
        "'%s' can't be '%s'%s"
            .formatted(
                e.getName(), e.getValue(), wanted == int.class ? "; it is a whole number" : "");
    return answer(400, "invalid_request", reason, null);
  }

  @ExceptionHandler
  ResponseEntity<Object> unknown(UnknownBucketException e) {
    return answer(404, "unknown_bucket", String.valueOf(e.getMessage()), null);
  }

  @ExceptionHandler
  ResponseEntity<Object> notAllowed(NotAllowedException e) {
    return answer(403, "forbidden", String.valueOf(e.getMessage()), null);
  }

  @ExceptionHandler
  ResponseEntity<Object> invalidAccount(InvalidAccountException e) {
    return answer(400, "invalid_account", String.valueOf(e.getMessage()), null);
  }

  @ExceptionHandler
  ResponseEntity<Object> unknownAccount(UnknownAccountException e) {
    return answer(404, "unknown_account", String.valueOf(e.getMessage()), null);
  }

  @ExceptionHandler
  ResponseEntity<Object> conflict(AccountConflictException e) {
    return answer(409, "account_conflict", String.valueOf(e.getMessage()), null);
  }

  @ExceptionHandler
  ResponseEntity<Object> engine(SearchEngineException e) {
    LOG.warn("{}", e.getMessage());
    if (e.isAboutContent()) {
      return answer(400, "invalid_search", String.valueOf(e.getMessage()), null);
    }
    return answer(
        e.isOverload() ? 429 : 503,
        "search_unavailable",
        "the search engine does not answer now; try again later",
        null);
  }

  /** What Spring knows the status of, such as wrong methods and media types; else a defect. */
  @ExceptionHandler
  ResponseEntity<Object> other(Exception e) {
    if (e instanceof ErrorResponse known) {
      int status = known.getStatusCode().value();
      return answer(status, "http", String.valueOf(known.getBody().getDetail()), null);
    }
    LOG.error("unexpected failure", e);
    return answer(500, "internal", "this is a defect of the catalog; its log tells more", null);
  }

  private static ResponseEntity<Object> answer(
      int status, String type, String reason, @Nullable Integer position) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("type", type);
    error.put("reason", reason);
    if (position != null) {
      error.put("position", position);
    }
    return ResponseEntity.status(status).body(Map.of("error", error, "status", status));
  }
}
