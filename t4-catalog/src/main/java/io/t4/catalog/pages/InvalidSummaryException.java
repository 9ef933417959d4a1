package io.t4.catalog.pages;

/** A {@code quilt_summarize.json}, or an element of it, is not as it must be. */
final class InvalidSummaryException extends Exception {
  private static final long serialVersionUID = 1L;

  InvalidSummaryException(String message) {
    super(message);
  }
}
