package io.t4.catalog.accounts;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which buckets an account sees.
 *
 * @param text a bucket's URI, in which {@code *} stands for any characters, or {@code *} for all
 */
public record BucketPattern(String text) {
  private static final int MAX_LENGTH = 2_048;
  private static final String ALL = "*";

  /**
   * Checks it.
   *
   * @throws InvalidAccountException if it can match no URI
   */
  public BucketPattern {
    if (!text.equals(ALL) && !text.contains("://")) {
      throw new InvalidAccountException(
          "'%s' names no bucket: write its URI, such as s3://lab or s3://lab-*, or * for all"
              .formatted(text));
    }
    if (text.length() > MAX_LENGTH) {
      throw new InvalidAccountException(
          "a bucket's URI has at most " + MAX_LENGTH + " characters, not " + text.length());
    }
    text = withoutSlash(text);
  }

  /** Whether a bucket of that URI is meant. */
  public boolean matches(String uri) {
    String regex =
        Arrays.stream(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    return Pattern.compile(regex, Pattern.DOTALL).matcher(withoutSlash(uri)).matches();
  }

  private static String withoutSlash(String uri) {
    return uri.endsWith("/") && !uri.endsWith("://") ? uri.substring(0, uri.length() - 1) : uri;
  }
}
