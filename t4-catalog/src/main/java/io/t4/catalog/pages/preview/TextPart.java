package io.t4.catalog.pages.preview;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A part of a text in UTF-8 that ends with a line, where lines are not too long.
 *
 * @param text without half characters at either end
 * @param begin of its first byte in the object
 * @param end of its last byte in the object, behind it
 */
record TextPart(String text, long begin, long end) {
  private static final int LONGEST_CHARACTER = 4;

  /**
   * Finds the text in bytes that were read; null if it is no UTF-8, or has characters that texts
   * don't have.
   *
   * @param offset of the bytes in the object
   * @param size of the object
   */
  static @Nullable TextPart of(byte[] bytes, long offset, long size) {
    boolean cut = offset + bytes.length < size;
    int begin = offset == 0 ? 0 : continued(bytes);
    int end = cut ? lineEnd(bytes) : bytes.length;
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(end - begin);
    ByteBuffer read = ByteBuffer.wrap(bytes, begin, end - begin);
    // A character that the end cuts in two is no error, if there is more.
    CoderResult result = decoder.decode(read, text, !cut);
    if (result.isError()) {
      return null;
    }
    String decoded = text.flip().toString();
    return decoded.indexOf('\0') >= 0
        ? null
        : new TextPart(decoded, offset + begin, offset + read.position());
  }

  /** How many bytes at the beginning belong to a character before. */
  private static int continued(byte[] bytes) {
    int begin = 0;
    while (begin < Math.min(bytes.length, LONGEST_CHARACTER - 1) && (bytes[begin] & 0xC0) == 0x80) {
      begin++;
    }
    return begin;
  }

  private static int lineEnd(byte[] bytes) {
    for (int end = bytes.length; end > bytes.length / 2; end--) {
      if (bytes[end - 1] == '\n') {
        return end;
      }
    }
    return bytes.length;
  }
}
