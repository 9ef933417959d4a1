package io.t4.storage.s3;

import io.t4.storage.Content;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * The body of an upload, which can't be torn: while it is sent it is compared with the announced
 * size and SHA-256, and its end is withheld if they differ. The server then has fewer bytes than
 * Content-Length says and drops the request, whether or not it knows checksums.
 *
 * <p>Each attempt opens the content anew. Closing frees the stream of the last one.
 */
final class UploadBody implements ContentStreamProvider, Closeable {
  private final Content content;
  private final @Nullable String sha256;
  private @Nullable InputStream current;

  /**
   * @param sha256 in base64, or null if only the size is to be compared
   */
  UploadBody(Content content, @Nullable String sha256) {
    this.content = content;
    this.sha256 = sha256;
  }

  /**
   * The content could not be read or was not what was announced. Unchecked and without cause, or
   * the SDK would take it for a failure of the network and try again.
   */
  static final class Unreadable extends RuntimeException {
    private final transient IOException reason;

    Unreadable(IOException reason) {
      super(reason.getMessage());
      this.reason = reason;
    }

    IOException reason() {
      return reason;
    }
  }

  @Override
  public synchronized InputStream newStream() {
    close();
    try {
      InputStream opened = new Checked(content.open());
      current = opened;
      return opened;
    } catch (IOException e) {
      throw new Unreadable(e);
    }
  }

  @Override
  public synchronized void close() {
    if (current != null) {
      try {
        current.close();
      } catch (IOException e) {
        throw new Unreadable(e);
      } finally {
        current = null;
      }
    }
  }

  private final class Checked extends InputStream {
    private final InputStream in;
    private final MessageDigest digest = newSha256();
    private long remaining = content.size();

    Checked(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      if (length == 0) {
        return 0;
      }
      if (remaining == 0) {
        return -1;
      }
      try {
        int n = in.read(buffer, offset, (int) Math.min(length, remaining));
        if (n < 0) {
          throw changed("it ended %d bytes early".formatted(remaining));
        }
        remaining -= n;
        if (sha256 != null) {
          digest.update(buffer, offset, n);
        }
        if (remaining == 0) {
          requireAnnounced();
        }
        return n;
      } catch (IOException e) {
        throw new Unreadable(e);
      }
    }

    /** Before the last bytes are handed out. */
    private void requireAnnounced() throws IOException {
      if (in.read() >= 0) {
        throw changed("it is longer than the announced " + content.size() + " bytes");
      }
      if (sha256 != null && !Base64.getEncoder().encodeToString(digest.digest()).equals(sha256)) {
        throw changed("its SHA-256 is not the announced " + sha256);
      }
    }

    private static IOException changed(String how) {
      return new IOException(
          "the content changed while it was uploaded: " + how + "; nothing was written");
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
