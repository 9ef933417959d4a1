package io.t4.text.misbehaving;

import io.t4.text.worker.Content;
import io.t4.text.worker.TextBuffer;
import io.t4.text.worker.TextFormat;
import java.util.ArrayList;
import java.util.List;

/** Leaks 40 MB with each file, and tells how often it was called in this process. */
public final class KeepsMemory implements TextFormat {
  private final List<byte[]> kept = new ArrayList<>();

  @Override
  public String name() {
    return "keeps-memory";
  }

  @Override
  @SuppressWarnings("SystemGc") // What is kept shows in the memory's figures after a collection.
  public void read(Content content, TextBuffer text) {
    kept.add(new byte[40 << 20]);
    System.gc();
    text.append("call " + kept.size());
  }
}
