package io.t4.text.misbehaving;

import io.t4.text.worker.Content;
import io.t4.text.worker.TextBuffer;
import io.t4.text.worker.TextFormat;
import java.util.ArrayList;
import java.util.List;

/** Allocates until there is no more. */
public final class TakesAllMemory implements TextFormat {
  private final List<byte[]> kept = new ArrayList<>();

  @Override
  public String name() {
    return "takes-all-memory";
  }

  @Override
  public void read(Content content, TextBuffer text) {
    while (true) {
      kept.add(new byte[1 << 20]);
    }
  }
}
