package io.t4.transfer;

import io.t4.storage.Content;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Content that tells how much of it was read; opened again, it takes back what was told before. */
final class CountedContent implements Content {
  private final Content content;
  private final LongConsumer progress;
  private final AtomicLong told = new AtomicLong();

  /**
   * @param progress told of bytes as they are read; negative when reading starts again
   */
  CountedContent(Content content, LongConsumer progress) {
    this.content = content;
    this.progress = progress;
  }

  @Override
  public long size() {
    return content.size();
  }

  @Override
  public InputStream open() throws IOException {
    long before = told.getAndSet(0);
    if (before > 0) {
      progress.accept(-before);
    }
    return new Counting(content.open());
  }

  private final class Counting extends FilterInputStream {
    private Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int start, int length) throws IOException {
      int n = super.read(buffer, start, length);
      if (n > 0) {
        told.addAndGet(n);
        progress.accept(n);
      }
      return n;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
