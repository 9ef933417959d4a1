package io.t4.storage.local;

import io.t4.storage.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Writes content to a file and fails unless it has the length, and the checksum if one is given,
 * that were announced.
 */
final class CheckedWrite {
  private static final int BUFFER = 1 << 16;

  private final Content content;
  private final @Nullable String sha256;
  private final @Nullable MessageDigest digest;

  /**
   * @param sha256 in base64, or null
   */
  CheckedWrite(Content content, @Nullable String sha256) {
    this.content = content;
    this.sha256 = sha256;
    this.digest = sha256 == null ? null : sha256();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void to(Path file) throws IOException {
    long length = 0;
    try (InputStream in = open();
        OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
      byte[] buffer = new byte[(int) Math.min(BUFFER, content.size() + 1)];
      for (int n = read(in, buffer); n >= 0; n = read(in, buffer)) {
        length += n;
        requireLength(length <= content.size(), "at least " + length);
        out.write(buffer, 0, n);
        if (digest != null) {
          digest.update(buffer, 0, n);
        }
      }
    }
    requireLength(length == content.size(), "only " + length);
    if (digest != null) {
      String actual = Base64.getEncoder().encodeToString(digest.digest());
      if (!actual.equals(sha256)) {
        throw new IOException(
            "the content has the SHA-256 %s, not %s as announced".formatted(actual, sha256));
      }
    }
  }

  private void requireLength(boolean right, String actual) throws IOException {
    if (!right) {
      throw new IOException(
          "the content has %s bytes, not %d as announced".formatted(actual, content.size()));
    }
  }

  private InputStream open() throws IOException {
    try {
      return content.open();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static int read(InputStream in, byte[] buffer) throws IOException {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** An error of the source must not be taken for one of the object, such as "no such file". */
  private static IOException unreadable(IOException e) {
    return new IOException("its content can't be read: " + e.getMessage(), e);
  }
}
