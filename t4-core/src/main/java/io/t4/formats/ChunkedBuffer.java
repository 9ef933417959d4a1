package io.t4.formats;

import io.t4.storage.Content;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * Serialised content in memory. In pieces, because a growing array would need three times the space
 * and end at 2 GiB.
 */
final class ChunkedBuffer extends OutputStream {
  private static final int FIRST_CHUNK = 8 << 10;
  private static final int LARGEST_CHUNK = 8 << 20;

  private final List<byte[]> full = new ArrayList<>();
  private byte[] current = new byte[FIRST_CHUNK];
  private int used;
  private long fullSize;

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    int done = 0;
    while (done < length) {
      if (used == current.length) {
        full.add(current);
        fullSize += used;
        current = new byte[Math.min(LARGEST_CHUNK, current.length * 2)];
        used = 0;
      }
      int n = Math.min(length - done, current.length - used);
      System.arraycopy(bytes, offset + done, current, used, n);
      used += n;
      done += n;
    }
  }

  /** The bytes so far; nothing must be written afterwards. */
  Content toContent() {
    byte[] last = current;
    int lastUsed = used;
    long size = fullSize + lastUsed;
    List<byte[]> chunks = List.copyOf(full);
    return new Content() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open() {
        Stream<InputStream> pieces =
            Stream.concat(
                chunks.stream().map(ByteArrayInputStream::new),
                Stream.of(new ByteArrayInputStream(last, 0, lastUsed)));
        return new SequenceInputStream(Collections.enumeration(pieces.toList()));
      }
    };
  }
}
