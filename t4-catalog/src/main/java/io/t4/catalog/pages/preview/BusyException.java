package io.t4.catalog.pages.preview;

/** Too many ask at once for what only few can be given at a time. */
public final class BusyException extends RuntimeException {
  BusyException() {
    super("Too many ask for this at the moment; try again in a minute.");
  }
}
