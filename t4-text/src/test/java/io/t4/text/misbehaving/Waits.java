package io.t4.text.misbehaving;

import io.t4.text.worker.Content;
import io.t4.text.worker.TextBuffer;
import io.t4.text.worker.TextFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The content is the name of a file: creates it, and waits until someone deletes it. */
public final class Waits implements TextFormat {
  @Override
  public String name() {
    return "waits";
  }

  @Override
  public void read(Content content, TextBuffer text) throws IOException {
    Path signal;
    try (var in = content.open()) {
      signal = Path.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
    Files.writeString(signal, Long.toString(ProcessHandle.current().pid()));
    while (Files.exists(signal)) {
      Thread.onSpinWait();
    }
    text.append("waited");
  }
}
