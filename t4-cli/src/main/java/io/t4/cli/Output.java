package io.t4.cli;

import io.t4.json.Json;
import io.t4.json.JsonStyle;
import io.t4.search.Highlight;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Standard output: UTF-8 whatever the locale, buffered unless it is a terminal. For one thread.
 *
 * <p>When the reader goes away, as {@code head} does, the next write is a {@link
 * ClosedPipeException}; any other failure is an {@link IOException}, so that a full disk is not
 * taken for success.
 */
final class Output implements Closeable {
  private static final int BUFFER_SIZE = 64 * 1024;

  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final OutputStream stream;
  private final Terminal terminal;

  private Output(OutputStream stream, Terminal terminal) {
    this.stream = stream;
    this.terminal = terminal;
  }

  static Output standard() {
    // System.out would swallow errors.
    OutputStream stdout = new FileOutputStream(FileDescriptor.out);
    return new Output(new BufferedOutputStream(stdout, BUFFER_SIZE), Terminal.current());
  }

  /** Text that is collected for something else than standard output. */
  static Output to(OutputStream stream) {
    return new Output(stream, Terminal.NONE);
  }

  Terminal terminal() {
    return terminal;
  }

  /** Writes a line of text; on a terminal a {@linkplain PrintableText harmless} one. */
  void line(String text) throws IOException {
    text((terminal.output() ? PrintableText.line(text) : text) + "\n");
  }

  /** Writes a line in which what matched a search is bold, where there are colours. */
  void line(List<Highlight.Part> parts) throws IOException {
    StringBuilder line = new StringBuilder();
    for (Highlight.Part part : parts) {
      boolean bold = part.matched() && terminal.colours();
      String printable = terminal.output() ? PrintableText.line(part.text()) : part.text();
      line.append(bold ? BOLD : "").append(printable).append(bold ? PLAIN : "");
    }
    text(line.append('\n').toString());
  }

  /**
   * Writes lines of text, with a line end if the last has none; on a terminal {@linkplain
   * PrintableText harmless} ones.
   */
  void block(String text) throws IOException {
    styled(terminal.output() ? PrintableText.lines(text) : text);
  }

  /** As {@link #block}, of text of our own, with the escapes that it has. */
  void styled(String text) throws IOException {
    text(text.isEmpty() || text.endsWith("\n") ? text : text + "\n");
  }

  /** Writes a value as one line of JSON. */
  void json(@Nullable Object value) throws IOException {
    json(Json.write(value, JsonStyle.PYTHON_UNICODE));
  }

  /** Writes a value as JSON for people. */
  void prettyJson(@Nullable Object value) throws IOException {
    json(Json.write(value, JsonStyle.PRETTY));
  }

  private void json(String json) throws IOException {
    text((terminal.output() ? PrintableText.json(json) : json) + "\n");
  }

  /** Writes bytes as they are. */
  void raw(InputStream content) throws IOException {
    byte[] buffer = new byte[BUFFER_SIZE];
    for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
      write(buffer, n);
    }
    flush();
  }

  /** Hands over what is buffered. */
  void flush() throws IOException {
    try {
      stream.flush();
    } catch (IOException e) {
      throw translated(e);
    }
  }

  /** Hands over what is buffered; the stream stays open for the process. */
  @Override
  public void close() throws IOException {
    flush();
  }

  private void text(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    write(bytes, bytes.length);
    if (terminal.output()) {
      flush();
    }
  }

  private void write(byte[] bytes, int length) throws IOException {
    try {
      stream.write(bytes, 0, length);
    } catch (IOException e) {
      throw translated(e);
    }
  }

  private static IOException translated(IOException e) {
    String message = String.valueOf(e.getMessage());
    // Java has no type for it; these are the words of Unix (EPIPE) and Windows.
    return message.contains("Broken pipe") || message.contains("pipe is being closed")
        ? new ClosedPipeException(e)
        : new IOException("cannot write to standard output: " + message, e);
  }

  /** Nobody reads the output any more, which is no failure. */
  static final class ClosedPipeException extends IOException {
    ClosedPipeException(IOException cause) {
      super("nobody reads the output any more", cause);
    }
  }
}
