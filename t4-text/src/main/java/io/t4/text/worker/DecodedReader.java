package io.t4.text.worker;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import org.apache.tika.parser.txt.CharsetDetector;
import org.apache.tika.parser.txt.CharsetMatch;
import org.jspecify.annotations.Nullable;

/**
 * Finds the charset of text: by its byte order mark; UTF-8 if its start is that; else by what the
 * bytes look like, at last windows-1252. Bytes that don't fit become U+FFFD.
 */
final class DecodedReader {
  /** How much of the start is looked at. */
  private static final int SAMPLE = 1 << 16;

  /** A guess doesn't get better by more. */
  private static final int GUESS_SAMPLE = 1 << 14;

  /** More control characters than one in so many are no text. */
  private static final int CONTROL_SHARE = 10;

  private static final Charset FALLBACK = Charset.forName("windows-1252");
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");

  private DecodedReader() {}

  /**
   * Reads content as characters.
   *
   * @param in closed with the reader
   * @throws ContentException if it is no text
   */
  static Reader of(InputStream in) throws IOException, ContentException {
    BufferedInputStream content = new BufferedInputStream(in, SAMPLE);
    content.mark(SAMPLE);
    byte[] sample = content.readNBytes(SAMPLE);
    content.reset();
    Mark mark = Mark.of(sample);
    if (mark != null) {
      content.skipNBytes(mark.length);
      return new InputStreamReader(content, mark.charset);
    }
    Charset charset = isUtf8(sample) ? StandardCharsets.UTF_8 : guess(sample);
    if (isBinary(sample, charset)) {
      throw ContentException.unsupported("the content is binary, not text");
    }
    return new InputStreamReader(content, charset);
  }

  private static boolean isUtf8(byte[] sample) {
    // Not told that this is the end, so that a character that the sample cuts is no error.
    return !StandardCharsets.UTF_8
        .newDecoder()
        .decode(ByteBuffer.wrap(sample), CharBuffer.allocate(sample.length + 1), false)
        .isError();
  }

  private static Charset guess(byte[] sample) {
    byte[] part = Arrays.copyOf(sample, Math.min(sample.length, GUESS_SAMPLE));
    CharsetMatch match = new CharsetDetector().setText(part).detect();
    if (match == null) {
      return FALLBACK;
    }
    try {
      Charset charset = Charset.forName(match.getName());
      // What it calls Latin 1 is the superset in practice: quotes and dashes.
      return charset.equals(StandardCharsets.ISO_8859_1) ? FALLBACK : charset;
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return FALLBACK;
    }
  }

  private static boolean isBinary(byte[] sample, Charset charset) {
    if (charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32")) {
      return false;
    }
    int control = 0;
    for (byte b : sample) {
      if (b == 0) {
        return true;
      }
      if (b > 0 && b < ' ' && !isUsual(b)) {
        control++;
      }
    }
    return control > sample.length / CONTROL_SHARE;
  }

  /** Tab to carriage return, and the escape of terminals' colours. */
  private static boolean isUsual(byte b) {
    return (b >= '\t' && b <= '\r') || b == 0x1b;
  }

  private enum Mark {
    UTF_8(StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF),
    // Before UTF-16, whose mark it begins with.
    UTF_32_LITTLE(UTF_32LE, 0xFF, 0xFE, 0, 0),
    UTF_32_BIG(UTF_32BE, 0, 0, 0xFE, 0xFF),
    UTF_16_LITTLE(StandardCharsets.UTF_16LE, 0xFF, 0xFE),
    UTF_16_BIG(StandardCharsets.UTF_16BE, 0xFE, 0xFF);

    private final Charset charset;
    private final int length;

    @SuppressWarnings("ImmutableEnumChecker") // never written, seen here only
    private final int[] bytes;

    Mark(Charset charset, int... bytes) {
      this.charset = charset;
      this.bytes = bytes;
      this.length = bytes.length;
    }

    static @Nullable Mark of(byte[] sample) {
      for (Mark mark : values()) {
        if (mark.begins(sample)) {
          return mark;
        }
      }
      return null;
    }

    private boolean begins(byte[] sample) {
      if (sample.length < length) {
        return false;
      }
      for (int i = 0; i < length; i++) {
        if ((sample[i] & 0xFF) != bytes[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
