package io.t4.catalog.pages.preview;

import java.io.IOException;

/** As much was read as a preview may read. */
final class TooMuchException extends IOException {
  private static final long serialVersionUID = 1L;

  TooMuchException() {
    super("it would take too much to be read");
  }
}
