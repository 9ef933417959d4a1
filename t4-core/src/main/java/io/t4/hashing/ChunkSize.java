package io.t4.hashing;

/**
 * How content is cut for {@link HashAlgorithm#SHA2_256_CHUNKED}: into chunks of 8 MiB, doubled
 * while there would be more than 10,000. T4 uploads in parts of this size, so that the checksum
 * that S3 keeps of them is that hash.
 */
public final class ChunkSize {
  /** The size of a chunk of all but huge objects, in bytes. */
  public static final long SMALLEST = 8L << 20;

  private static final int MAX_CHUNKS = 10_000;

  private ChunkSize() {}

  /**
   * The size of all chunks but the last.
   *
   * @param contentSize in bytes
   */
  public static long of(long contentSize) {
    long size = SMALLEST;
    while (count(contentSize, size) > MAX_CHUNKS) {
      size *= 2;
    }
    return size;
  }

  /** How many chunks there are; none of empty content. */
  public static long count(long contentSize, long chunkSize) {
    return (contentSize + chunkSize - 1) / chunkSize;
  }
}
