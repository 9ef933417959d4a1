package io.t4.catalog.search;

import org.jspecify.annotations.Nullable;

/** A search that can't be done as it was asked. */
public final class InvalidSearchException extends RuntimeException {
  private final @Nullable Integer position;

  /** Something about the request, but no place in the query. */
  public InvalidSearchException(String message) {
    super(message);
    this.position = null;
  }

  InvalidSearchException(String message, int position, Throwable cause) {
    super(message, cause);
    this.position = position;
  }

  /** Where in the query, from 0; null if it is not about a place in the query. */
  public @Nullable Integer position() {
    return position;
  }
}
