package io.t4.formats.internal;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.formats.FormatHandler;
import io.t4.formats.FormatSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** UTF-8 text as {@code String}; a byte order mark stays, as in Python. */
public final class TextFormat implements FormatHandler {
  @Override
  public String name() {
    return "utf-8";
  }

  @Override
  public Set<String> aliases() {
    return Set.of("unicode");
  }

  @Override
  public List<String> extensions() {
    // After Python's txt, md and rst: what people keep beside data and can only mean as text.
    return List.of(
        "txt",
        "md",
        "rst",
        "log",
        "html",
        "htm",
        "xml",
        "svg",
        "css",
        "js",
        "py",
        "r",
        "sql",
        "sh",
        "java",
        "kt",
        "scala",
        "tex",
        "toml",
        "ini",
        "cfg",
        "properties");
  }

  @Override
  public String contentType() {
    return "text/plain; charset=utf-8";
  }

  @Override
  public boolean canRead(Type type) {
    return type == Object.class || type == String.class || type == CharSequence.class;
  }

  @Override
  public boolean canWrite(Object value) {
    return value instanceof CharSequence;
  }

  @Override
  public Object read(FormatSource source, Type type, Map<String, Object> options)
      throws IOException {
    Options.requireNone(name(), options);
    try (InputStream in = source.open()) {
      return decode(in.readAllBytes());
    }
  }

  @Override
  public Map<String, Object> write(
      Object value, String extension, Map<String, Object> options, OutputStream out)
      throws IOException {
    Options.requireNone(name(), options);
    encode((CharSequence) value, out);
    return Map.of();
  }

  /** Writes UTF-8. */
  static void encode(CharSequence text, OutputStream out) throws IOException {
    try {
      BytesFormat.write(StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)), out);
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(
          "The text has half a surrogate pair, which UTF-8 can't hold; mend the text.", e);
    }
  }

  /** Decodes UTF-8, naming the place of a malformed byte. */
  static String decode(byte[] bytes) {
    // The fast way first: malformed input gives U+FFFD, which valid text hardly ever has.
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer discarded = CharBuffer.allocate(8192);
    while (true) {
      CoderResult result = decoder.decode(in, discarded.clear(), true);
      if (result.isError()) {
        throw new FormatException(
            "The text is not valid UTF-8 at byte %d (0x%02x); read it as byte[] and decode it with its own charset."
                .formatted(in.position(), bytes[in.position()]));
      }
      if (result.isUnderflow()) {
        return text;
      }
    }
  }
}
