package io.t4.sandbox;

import org.jspecify.annotations.Nullable;

/** A sandbox that cannot be started or used. The message says why and what to do. */
public final class SandboxException extends RuntimeException {
  SandboxException(String message) {
    super(message);
  }

  SandboxException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
