package io.t4.catalog.pages.preview;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream of which no more than a limit is read; then it fails with {@link TooMuchException}. */
final class AtMost extends FilterInputStream {
  private long left;

  AtMost(InputStream in, long limit) {
    super(in);
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (left == 0 && length > 0) {
      throw new TooMuchException();
    }
    int n = super.read(target, offset, (int) Math.min(length, left));
    left -= Math.max(n, 0);
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(Math.min(n, left));
    left -= skipped;
    if (skipped == 0 && left == 0 && n > 0) {
      throw new TooMuchException();
    }
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
