package io.t4.catalog.access;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Not even looked at: too many were wrong before, or too many come at once. */
final class TooManyLoginsException extends AuthenticationException {
  private final Duration retryAfter;

  TooManyLoginsException(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  Duration retryAfter() {
    return retryAfter;
  }
}
