package io.t4.text.worker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.sax.ToTextContentHandler;

/** Title and text of a page; no scripts, no styles, no comments. */
public final class HtmlText implements TextFormat {
  /** {@link #name()}. */
  public static final String NAME = "html";

  /** A page becomes a tree in memory, many times its size. */
  private static final int MAX_BYTES = 4 << 20;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void read(Content content, TextBuffer text) throws Exception {
    try (BoundedInputStream page =
        BoundedInputStream.builder().setInputStream(content.open()).setMaxCount(MAX_BYTES).get()) {
      new JSoupParser()
          .parse(page, new ToTextContentHandler(text.writer()), new Metadata(), new ParseContext());
    }
    if (isLonger(content)) {
      text.end("only the first " + MAX_BYTES + " bytes of the page are read");
    }
  }

  private static boolean isLonger(Content content) throws IOException {
    try (InputStream all = content.open()) {
      all.skipNBytes(MAX_BYTES);
      return all.read() >= 0;
    } catch (EOFException e) {
      return false;
    }
  }
}
