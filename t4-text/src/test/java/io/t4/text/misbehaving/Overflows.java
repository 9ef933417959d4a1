package io.t4.text.misbehaving;

import io.t4.text.worker.Content;
import io.t4.text.worker.TextBuffer;
import io.t4.text.worker.TextFormat;

/** Calls itself until the stack is full. */
public final class Overflows implements TextFormat {
  @Override
  public String name() {
    return "overflows";
  }

  @Override
  public void read(Content content, TextBuffer text) {
    text.append("deep " + depth(1));
  }

  private static int depth(int above) {
    return above > 0 ? depth(above + 1) + 1 : 0;
  }
}
