package io.t4.formats.internal;

import io.t4.formats.FormatHandler;
import io.t4.formats.FormatSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Map;

/** Content as it is: {@code byte[]} by nature, {@link ByteBuffer} and {@link InputStream} too. */
public final class BytesFormat implements FormatHandler {
  @Override
  public String name() {
    return "bytes";
  }

  @Override
  public List<String> extensions() {
    return List.of("bin");
  }

  @Override
  public String contentType() {
    return "application/octet-stream";
  }

  @Override
  public boolean canRead(Type type) {
    return type == Object.class
        || type == byte[].class
        || type == ByteBuffer.class
        || type == InputStream.class;
  }

  @Override
  public boolean canWrite(Object value) {
    return value instanceof byte[] || value instanceof ByteBuffer || value instanceof InputStream;
  }

  @Override
  public Object read(FormatSource source, Type type, Map<String, Object> options)
      throws IOException {
    Options.requireNone(name(), options);
    byte[] content;
    try (InputStream in = source.open()) {
      content = in.readAllBytes();
    }
    if (type == ByteBuffer.class) {
      return ByteBuffer.wrap(content);
    }
    return type == InputStream.class ? new ByteArrayInputStream(content) : content;
  }

  @Override
  public Map<String, Object> write(
      Object value, String extension, Map<String, Object> options, OutputStream out)
      throws IOException {
    Options.requireNone(name(), options);
    if (value instanceof byte[] bytes) {
      out.write(bytes);
    } else if (value instanceof InputStream in) {
      in.transferTo(out);
    } else {
      write((ByteBuffer) value, out);
    }
    return Map.of();
  }

  /** Writes what remains in the buffer, whose position stays. */
  @SuppressWarnings("resource") // The channel is a view of out, which stays open.
  static void write(ByteBuffer buffer, OutputStream out) throws IOException {
    ByteBuffer remaining = buffer.duplicate();
    WritableByteChannel channel = Channels.newChannel(out);
    while (remaining.hasRemaining()) {
      channel.write(remaining);
    }
  }
}
