package io.t4.storage.s3;

import java.io.IOException;
import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The body of an object that is read: ends after the announced bytes or fails, never before. Closed
 * early, it gives the connection up instead of reading the rest.
 */
final class DownloadBody extends InputStream {
  private final ResponseInputStream<?> body;
  private final Failure failure;
  private long remaining;

  /** Makes what is thrown when the body breaks. */
  @FunctionalInterface
  interface Failure {
    IOException of(String how, Exception cause);
  }

  DownloadBody(ResponseInputStream<?> body, long length, Failure failure) {
    this.body = body;
    this.remaining = length;
    this.failure = failure;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (remaining == 0) {
      return -1;
    }
    try {
      int n = body.read(buffer, offset, (int) Math.min(length, remaining));
      if (n < 0) {
        throw new IOException("premature end");
      }
      remaining -= n;
      return n;
    } catch (IOException | SdkException e) {
      throw failure.of("the connection broke with " + remaining + " bytes to come", e);
    }
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(body.available(), remaining);
  }

  @Override
  public void close() throws IOException {
    if (remaining > 0) {
      body.abort();
    }
    body.close();
  }
}
