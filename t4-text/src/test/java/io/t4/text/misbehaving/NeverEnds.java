package io.t4.text.misbehaving;

import io.t4.text.worker.Content;
import io.t4.text.worker.TextBuffer;
import io.t4.text.worker.TextFormat;

/** An endless loop. */
public final class NeverEnds implements TextFormat {
  @Override
  public String name() {
    return "never-ends";
  }

  @Override
  public void read(Content content, TextBuffer text) {
    while (true) {
      Thread.onSpinWait();
    }
  }
}
