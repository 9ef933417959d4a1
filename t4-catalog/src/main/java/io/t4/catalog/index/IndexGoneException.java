package io.t4.catalog.index;

/** The index is not there any more. It can be made anew, and is empty then. */
public final class IndexGoneException extends SearchEngineException {
  IndexGoneException(String message) {
    super(message, UNAVAILABLE);
  }
}
