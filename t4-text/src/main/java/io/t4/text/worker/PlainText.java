package io.t4.text.worker;

import java.io.IOException;
import java.io.Reader;
import java.nio.CharBuffer;

/** Text as it is: Markdown, tables, YAML, source code and whatever else a person can read. */
public final class PlainText implements TextFormat {
  /** {@link #name()}. */
  public static final String NAME = "plain";

  private static final int BUFFER = 1 << 15;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void read(Content content, TextBuffer text) throws IOException, ContentException {
    try (Reader reader = DecodedReader.of(content.open())) {
      char[] buffer = new char[BUFFER];
      int read = reader.read(buffer);
      while (read >= 0) {
        text.append(CharBuffer.wrap(buffer, 0, read));
        read = reader.read(buffer);
      }
    }
  }
}
