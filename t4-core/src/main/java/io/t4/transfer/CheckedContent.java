package io.t4.transfer;

import io.t4.hashing.Digests;
import io.t4.storage.Content;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.function.LongConsumer;

/**
 * Content whose streams refuse to hand out their last byte unless everything is what was announced.
 *
 * <p>So a file that changes while it is sent leaves the request short of its announced length, and
 * no server, whatever it checks itself, stores a torn object.
 *
 * @param content what is sent
 * @param sha256 what was announced, in base64
 * @param name of the content, for the error
 * @param progress told of bytes as they are read; negative when a retry starts again
 */
record CheckedContent(Content content, String sha256, String name, LongConsumer progress)
    implements Content {

  @Override
  public long size() {
    return content.size();
  }

  @Override
  public InputStream open() throws IOException {
    return new Checking(content.open());
  }

  private final class Checking extends FilterInputStream {
    private final MessageDigest digest = Digests.sha256();
    private long read;

    private Checking(InputStream in) {
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
        digest.update(buffer, start, n);
        read += n;
        if (read == size() && !Base64.getEncoder().encodeToString(digest.digest()).equals(sha256)) {
          throw new FileChangedException(name);
        }
        progress.accept(n);
      }
      return n;
    }

    @Override
    public boolean markSupported() {
      return false;
    }

    @Override
    public void close() throws IOException {
      super.close();
      if (read < size()) {
        // Not all of it was sent: whoever opens the content again starts at its beginning.
        progress.accept(-read);
      }
    }
  }
}
