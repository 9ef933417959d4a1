package io.t4.hashing;

import io.t4.storage.Content;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Message digests of content. */
public final class Digests {
  private static final int BUFFER = 1 << 16;

  private Digests() {}

  /** A new SHA-256. */
  public static MessageDigest sha256() {
    return digest("SHA-256");
  }

  /** A new MD5, which S3 uses for ETags; no protection against forgery. */
  public static MessageDigest md5() {
    return digest("MD5");
  }

  /** The content's SHA-256 in base64, the form of S3's checksum headers. */
  public static String sha256Base64(Content content) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = content.open()) {
      update(digest, in, content.size());
    }
    return Base64.getEncoder().encodeToString(digest.digest());
  }

  /** Feeds up to {@code length} bytes to the digest; returns how many there were. */
  static long update(MessageDigest digest, InputStream in, long length) throws IOException {
    byte[] buffer = new byte[BUFFER];
    long done = 0;
    while (done < length) {
      int n = in.read(buffer, 0, (int) Math.min(buffer.length, length - done));
      if (n < 0) {
        break;
      }
      digest.update(buffer, 0, n);
      done += n;
    }
    return done;
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
