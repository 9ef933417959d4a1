package io.t4.catalog.accounts;

/**
 * Which buckets an account sees.
 *
 * @param text a bucket's URI, in which {@code *} stands for any characters, or {@code *} for all
 */
public record BucketPattern(String text) {
  private static final int MAX_LENGTH = 2_048;
  private static final String ALL = "*";
  private static final char ANY = '*';

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

  /**
   * Whether a bucket of that URI is meant. Takes at most pattern times URI, whatever is in them.
   */
  public boolean matches(String uri) {
    String wanted = withoutSlash(uri);
    int at = 0;
    int inPattern = 0;
    // Where the last star stands, and where what comes after it was tried; an earlier star needn't
    // be tried again, since the last one can stand for all that it could.
    int star = -1;
    int tried = 0;
    while (at < wanted.length()) {
      if (inPattern < text.length() && text.charAt(inPattern) == ANY) {
        star = inPattern++;
        tried = at;
      } else if (inPattern < text.length() && text.charAt(inPattern) == wanted.charAt(at)) {
        inPattern++;
        at++;
      } else if (star >= 0) {
        inPattern = star + 1;
        at = ++tried;
      } else {
        return false;
      }
    }
    while (inPattern < text.length() && text.charAt(inPattern) == ANY) {
      inPattern++;
    }
    return inPattern == text.length();
  }

  private static String withoutSlash(String uri) {
    return uri.endsWith("/") && !uri.endsWith("://") ? uri.substring(0, uri.length() - 1) : uri;
  }
}
