package io.t4.storage.local;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends after the announced number of bytes, and fails if there are fewer. */
final class ExactInputStream extends FilterInputStream {
  private final String name;
  private long remaining;

  /**
   * @param name of what is read, for the error
   */
  ExactInputStream(InputStream in, long length, String name) {
    super(in);
    this.remaining = length;
    this.name = name;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int start, int length) throws IOException {
    if (remaining == 0 && length > 0) {
      return -1;
    }
    int n = super.read(buffer, start, (int) Math.min(length, remaining));
    if (n < 0) {
      throw new EOFException(
          "'%s' ended %d bytes too early; it was cut while it was read".formatted(name, remaining));
    }
    remaining -= n;
    return n;
  }

  @Override
  public long skip(long n) throws IOException {
    long skipped = super.skip(Math.min(n, remaining));
    remaining -= skipped;
    return skipped;
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(super.available(), remaining);
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
