package io.t4.hashing;

import io.t4.storage.Content;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/**
 * An S3 entity tag, used to find out whether content is the same without fetching it.
 *
 * <p>An object written in one piece has the MD5 of its content as ETag; one written in N parts has
 * the MD5 of the parts' MD5s and {@code -N}. Where the server encrypts with its own keys the ETag
 * is neither: it then matches nothing, which costs a transfer and never loses a change.
 *
 * @param value without quotes
 */
public record ETag(String value) {
  private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern MULTIPART = Pattern.compile("([0-9a-f]{32})-([1-9][0-9]{0,4})");
  private static final long MIB = 1L << 20;

  /**
   * Part sizes in use: T4, the AWS CLI, boto3 and rclone's defaults first (8 and 5 MiB), then those
   * of the Java SDK, s5cmd (50), the web console and powers of two.
   */
  private static final List<Long> PART_SIZES =
      LongStream.of(8, 5, 16, 10, 15, 17, 20, 25, 32, 50, 64, 100, 128, 256, 512, 1024, 2048, 4096)
          .mapToObj(n -> n * MIB)
          .toList();

  /** Whether content of that size can be compared with this ETag at all. */
  public boolean isDigest() {
    return MD5.matcher(value).matches() || MULTIPART.matcher(value).matches();
  }

  /**
   * Whether the content surely is what the ETag stands for. False also means "can't tell".
   *
   * <p>Reads the content once for each part size that fits the number of parts.
   */
  public boolean matches(Content content) throws IOException {
    if (MD5.matcher(value).matches()) {
      return HexFormat.of().formatHex(md5(content)).equals(value);
    }
    Matcher multipart = MULTIPART.matcher(value);
    if (!multipart.matches()) {
      return false;
    }
    long parts = Long.parseLong(multipart.group(2));
    for (long partSize : PART_SIZES) {
      if ((content.size() + partSize - 1) / partSize == parts
          && HexFormat.of().formatHex(md5OfParts(content, partSize)).equals(multipart.group(1))) {
        return true;
      }
    }
    return false;
  }

  private static byte[] md5(Content content) throws IOException {
    MessageDigest digest = Digests.md5();
    try (InputStream in = content.open()) {
      Digests.update(digest, in, content.size());
    }
    return digest.digest();
  }

  private static byte[] md5OfParts(Content content, long partSize) throws IOException {
    MessageDigest whole = Digests.md5();
    MessageDigest part = Digests.md5();
    try (InputStream in = content.open()) {
      while (Digests.update(part, in, partSize) > 0) {
        whole.update(part.digest());
      }
    }
    return whole.digest();
  }
}
