package io.t4.catalog.index;

/** The search engine refused a request, or could not answer it. */
public class SearchEngineException extends RuntimeException {
  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;
  private static final int TOO_MANY_REQUESTS = 429;

  /** There is no engine just now. */
  static final int UNAVAILABLE = 503;

  private final int status;

  SearchEngineException(String message, int status) {
    super(message);
    this.status = status;
  }

  SearchEngineException(String message, Throwable cause) {
    super(message, cause);
    this.status = UNAVAILABLE;
  }

  /** The HTTP status of its answer; 503 if there was none. */
  public int status() {
    return status;
  }

  /** Whether it has too much to do just now. */
  public boolean isOverload() {
    return status == TOO_MANY_REQUESTS;
  }

  /** Whether what was to be written is refused, not by whom or where. */
  public boolean isAboutContent() {
    return status == BAD_REQUEST || status == TOO_LARGE;
  }

  /** Whether the same request may succeed later. */
  public boolean isTransient() {
    return isOverload() || status >= 500;
  }
}
