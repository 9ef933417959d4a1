package io.t4.transfer;

import io.t4.storage.ByteRange;
import io.t4.storage.Content;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A part of a local file, read when needed.
 *
 * @param offset of the first byte
 * @param size in bytes; a file that has become shorter is an {@link EOFException}
 */
record FileSlice(Path file, long offset, long size) implements Content {

  static FileSlice of(Path file, ByteRange range) {
    return new FileSlice(file, range.offset(), range.length());
  }

  @Override
  public InputStream open() throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    channel.position(offset);
    return new Bounded(new BufferedInputStream(Channels.newInputStream(channel), 1 << 16));
  }

  private final class Bounded extends InputStream {
    private final InputStream in;
    private long remaining = size;

    private Bounded(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int start, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (remaining == 0) {
        return -1;
      }
      int n = in.read(buffer, start, (int) Math.min(length, remaining));
      if (n < 0) {
        throw new EOFException(
            "%s became shorter while it was read: %d bytes are missing".formatted(file, remaining));
      }
      remaining -= n;
      return n;
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
