package io.t4.storage;

/**
 * What a store accepts.
 *
 * @param maxPutSize the largest content of one {@link ObjectStore#put}, in bytes
 * @param maxCopySize the largest object that one {@link ObjectStore#copy} takes, in bytes
 * @param maxObjectSize the largest object, in bytes, however it is written
 * @param minPartSize the smallest part but the last of a multipart upload, in bytes
 * @param maxParts the largest number of parts
 * @param maxDeleteBatch the most keys in one {@link ObjectStore#deleteAll}
 */
public record StoreLimits(
    long maxPutSize,
    long maxCopySize,
    long maxObjectSize,
    long minPartSize,
    int maxParts,
    int maxDeleteBatch) {

  private static final long GIB = 1L << 30;

  /**
   * The limits of Amazon S3, which other servers follow: 5 GiB for one request, 10,000 parts of at
   * least 5 MiB, objects of up to 48.8 TiB (10,000 parts of 5 GiB).
   */
  public static final StoreLimits S3 =
      new StoreLimits(5 * GIB, 5 * GIB, 50_000 * GIB, 5L << 20, 10_000, 1_000);

  /** For stores that take anything in one piece. */
  public static final StoreLimits NONE =
      new StoreLimits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, 1, Integer.MAX_VALUE, 1_000);
}
