package io.t4.catalog.launch;

/** The catalog did not start; nothing of it is left running. */
public final class CatalogStartException extends RuntimeException {
  CatalogStartException(String message) {
    super(message);
  }

  CatalogStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
