package io.t4.text.misbehaving;

import io.t4.text.worker.Content;
import io.t4.text.worker.TextBuffer;
import io.t4.text.worker.TextFormat;
import java.io.IOException;
import java.net.URL;

/** Tells what it sees of the world: the process, its environment, whether there is a network. */
public final class Tells implements TextFormat {
  @Override
  public String name() {
    return "tells";
  }

  @Override
  public void read(Content content, TextBuffer text) throws IOException {
    // Printing must not disturb the answers.
    System.out.println("printed by a parser");
    text.append("pid " + ProcessHandle.current().pid() + "\n");
    text.append("environment " + System.getenv().keySet() + "\n");
    try {
      new URL("http://127.0.0.1:1/").openStream().close();
      text.append("network");
    } catch (IOException e) {
      text.append(String.valueOf(e.getMessage()));
    }
  }
}
