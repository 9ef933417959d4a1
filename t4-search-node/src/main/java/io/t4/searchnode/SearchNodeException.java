package io.t4.searchnode;

import org.jspecify.annotations.Nullable;

/** A search node that cannot be started or used. The message says why and what to do. */
public final class SearchNodeException extends RuntimeException {
  SearchNodeException(String message) {
    super(message);
  }

  SearchNodeException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
