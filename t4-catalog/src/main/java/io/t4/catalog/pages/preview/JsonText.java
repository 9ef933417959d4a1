package io.t4.catalog.pages.preview;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** JSON with indentation, unless that would make it far longer. */
public final class JsonText {
  /** In characters. */
  private static final int LONGEST = 2_000_000;

  private static final JsonMapper JSON = JsonMapper.shared();

  private JsonText() {}

  /** A value, indented; empty if it would have more than two million characters. */
  public static Optional<String> indented(Object value) {
    StringWriter text = new StringWriter();
    try {
      JSON.writerWithDefaultPrettyPrinter().writeValue(new Limited(text), value);
      return Optional.of(text.toString());
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** Ends what writes too much: deep values are mostly indentation. */
  private static final class Limited extends FilterWriter {
    private int left = LONGEST;

    Limited(StringWriter text) {
      super(text);
    }

    private void take(int length) throws IOException {
      left -= length;
      if (left < 0) {
        throw new IOException("the text is too long");
      }
    }

    @Override
    public void write(int c) throws IOException {
      take(1);
      super.write(c);
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      take(length);
      super.write(text, offset, length);
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
      take(length);
      super.write(text, offset, length);
    }
  }
}
