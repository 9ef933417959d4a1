package io.t4.formats;

import io.t4.error.TooLargeException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** Ends with a {@link TooLargeException} when more than a limit is read. */
final class LimitedInputStream extends FilterInputStream {
  private final Supplier<String> message;
  private long left;

  LimitedInputStream(InputStream in, long limit, Supplier<String> message) {
    super(in);
    this.left = limit;
    this.message = message;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      count(1);
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n = super.read(buffer, offset, length);
    if (n > 0) {
      count(n);
    }
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(n);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long n) {
    left -= n;
    if (left < 0) {
      throw new TooLargeException(message.get());
    }
  }
}
