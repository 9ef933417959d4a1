package io.t4.transfer;

import io.t4.error.TooLargeException;
import io.t4.hashing.ChunkSize;
import io.t4.storage.ByteRange;
import io.t4.storage.StoreLimits;
import java.util.Iterator;
import java.util.stream.LongStream;

/**
 * How an object is cut into parts.
 *
 * <p>Parts of uploads are {@linkplain ChunkSize chunks}: the checksum that S3 keeps of a multipart
 * upload is the hash of a package's entry. What fits one chunk goes up in one piece.
 *
 * @param size of the object in bytes
 * @param partSize of all parts but the last
 */
record PartPlan(long size, long partSize) {
  /** Requests of this size use a connection well, and few are lost when one breaks. */
  private static final long RANGE = 16L << 20;

  /** A request of this size copies inside S3 in seconds. */
  private static final long COPY_PART = 512L << 20;

  /** The parts of an upload. */
  static PartPlan upload(String name, long size, StoreLimits limits) {
    requireStorable(name, size, limits);
    return new PartPlan(size, Math.min(ChunkSize.of(size), limits.maxPutSize()));
  }

  /** The parts of a copy inside the storage service. */
  static PartPlan copy(String name, long size, StoreLimits limits) {
    requireStorable(name, size, limits);
    long part = Math.min(COPY_PART, limits.maxCopySize());
    while (ChunkSize.count(size, part) > limits.maxParts()) {
      part *= 2;
    }
    return new PartPlan(size, Math.min(part, limits.maxCopySize()));
  }

  /** The ranges of a download. */
  static PartPlan download(long size) {
    return new PartPlan(size, RANGE);
  }

  int count() {
    return Math.toIntExact(ChunkSize.count(size, partSize));
  }

  /** The ranges in order; none for an empty object. */
  Iterator<ByteRange> ranges() {
    return LongStream.range(0, count())
        .mapToObj(i -> new ByteRange(i * partSize, Math.min(partSize, size - i * partSize)))
        .iterator();
  }

  int number(ByteRange range) {
    return Math.toIntExact(range.offset() / partSize) + 1;
  }

  private static void requireStorable(String name, long size, StoreLimits limits) {
    if (size > limits.maxObjectSize()) {
      throw new TooLargeException(
          "%s has %d bytes; the store takes objects of at most %d bytes. Split it."
              .formatted(name, size, limits.maxObjectSize()));
    }
  }
}
