package io.t4.formats.internal;

import io.t4.error.InvalidInputException;

/** How much content is taken into memory for one value. */
public final class MemoryLimit {
  /** The system property that overrides the limit, in bytes. */
  public static final String PROPERTY = "t4.formats.maxBytes";

  /** The longest array that common JVMs make. */
  private static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8;

  /** A text takes up to four times its size while it is read: pieces, bytes, and UTF-16. */
  private static final int COPIES = 4;

  private MemoryLimit() {}

  /**
   * The limit in bytes, after decompression: {@value #PROPERTY} if set, else a quarter of the heap;
   * never more than an array holds (2 GiB).
   */
  public static long bytes() {
    String set = System.getProperty(PROPERTY);
    if (set == null) {
      return Math.min(LONGEST_ARRAY, Runtime.getRuntime().maxMemory() / COPIES);
    }
    try {
      return Math.min(LONGEST_ARRAY, Long.parseLong(set.strip()));
    } catch (NumberFormatException e) {
      throw new InvalidInputException(
          "The system property %s is '%s'; it must be a number of bytes.".formatted(PROPERTY, set),
          e);
    }
  }

  /** What to say and do about content that is larger. */
  public static String exceeded(String content, long limit) {
    return "%s is larger than %d bytes, the limit for a value in memory; read it with openStream or fetch, or raise the limit with -D%s=BYTES and -Xmx"
        .formatted(content, limit, PROPERTY);
  }
}
