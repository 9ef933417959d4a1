package io.t4.catalog.launch;

/** The catalog did not start; nothing of it is left running. */
public final class CatalogStartException extends RuntimeException {
  /** Exit codes of the server. */
  private static final int EXIT_WRONG_SETTING = 2;

  private static final int EXIT_NOT_FOUND = 3;

  /** What kept it from starting. */
  public enum Reason {
    /** A bucket is no bucket's URI, or another setting is of no use. */
    WRONG_SETTING,
    /** A directory that is to be served is not there. */
    NOT_FOUND,
    /** Anything else, such as a port in use. */
    OTHER
  }

  private final Reason reason;

  CatalogStartException(String message, int exitCode) {
    super(message);
    this.reason =
        switch (exitCode) {
          case EXIT_WRONG_SETTING -> Reason.WRONG_SETTING;
          case EXIT_NOT_FOUND -> Reason.NOT_FOUND;
          default -> Reason.OTHER;
        };
  }

  CatalogStartException(String message, Throwable cause) {
    super(message, cause);
    this.reason = Reason.OTHER;
  }

  /** What kept it from starting. */
  public Reason reason() {
    return reason;
  }
}
