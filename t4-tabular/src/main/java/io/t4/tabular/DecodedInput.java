package io.t4.tabular;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/**
 * Text from bytes, that fails at the character that is malformed and not some buffer before it
 * (unlike {@link java.io.InputStreamReader}), so that an error can name its line.
 */
final class DecodedInput {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
  private boolean ended;
  private boolean flushed;
  private boolean atStart = true;
  private @Nullable CoderResult failure;

  DecodedInput(InputStream in, Charset charset) {
    this.in = in;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /**
   * Fills the buffer from its beginning.
   *
   * @return how many characters, or -1 at the end
   * @throws java.nio.charset.CharacterCodingException if the next character is malformed
   */
  int read(char[] buffer) throws IOException {
    CharBuffer chars = CharBuffer.wrap(buffer);
    while (chars.position() == 0 && !flushed) {
      if (failure != null) {
        failure.throwException();
      }
      if (!ended) {
        readBytes();
      }
      CoderResult result = decoder.decode(bytes, chars, ended);
      if (result.isError()) {
        failure = result;
      } else if (ended && result.isUnderflow()) {
        flushed = decoder.flush(chars).isUnderflow();
      }
      if (atStart && chars.position() > 0) {
        atStart = false;
        if (buffer[0] == BYTE_ORDER_MARK) {
          System.arraycopy(buffer, 1, buffer, 0, chars.position() - 1);
          chars.position(chars.position() - 1);
        }
      }
    }
    return chars.position() == 0 ? -1 : chars.position();
  }

  private void readBytes() throws IOException {
    bytes.compact();
    int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
    if (count < 0) {
      ended = true;
    } else {
      bytes.position(bytes.position() + count);
    }
    bytes.flip();
  }
}
