package io.t4.packages;

import io.t4.error.FormatException;
import io.t4.hashing.HashAlgorithm;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** An entry's content whose end comes only if all of it was right. For one thread. */
final class CheckedEntryStream extends InputStream {
  private final InputStream content;
  private final EntryCheck check;
  private final long size;
  private HashAlgorithm.@Nullable Hasher hasher;
  private long count;

  /**
   * @param size of the content in bytes
   */
  CheckedEntryStream(InputStream content, long size, EntryCheck check) {
    this.content = content;
    this.check = check;
    this.size = size;
    this.hasher = check.hasher(size);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int n = content.read(bytes, offset, length);
    HashAlgorithm.Hasher running = hasher;
    if (n > 0) {
      count += n;
      if (running != null) {
        running.update(bytes, offset, n);
      }
    } else if (n < 0 && running != null) {
      // Only once: callers may ask for the end again.
      hasher = null;
      requireRight(running);
    }
    return n;
  }

  private void requireRight(HashAlgorithm.Hasher complete) throws IOException {
    if (count != size) {
      throw new IOException(
          "%s: the content ended after %d of %d bytes".formatted(check.name(), count, size));
    }
    try {
      check.requireHash(complete.hash());
    } catch (FormatException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    content.close();
  }
}
