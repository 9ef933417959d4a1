package io.t4.text.misbehaving;

import io.t4.text.worker.Content;
import io.t4.text.worker.TextBuffer;
import io.t4.text.worker.TextFormat;

/** Ends the process, as a crash of native code would. */
public final class Exits implements TextFormat {
  @Override
  public String name() {
    return "exits";
  }

  @Override
  public void read(Content content, TextBuffer text) {
    System.err.println("about to exit");
    Runtime.getRuntime().halt(42);
  }
}
