package io.t4.error;

import org.jspecify.annotations.Nullable;

/**
 * What the configuration names as catalog can't be used as one: nothing of the kind is there, it
 * answers something else, or it links to a place that is not followed.
 */
public class CatalogException extends T4Exception {
  public CatalogException(String message) {
    super(message);
  }

  public CatalogException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
