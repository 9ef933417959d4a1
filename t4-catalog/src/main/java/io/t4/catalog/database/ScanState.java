package io.t4.catalog.database;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the comparison of a bucket with its index has come.
 *
 * @param marker the last key that was compared; empty at the beginning
 * @param seen how many versions were compared
 * @param changed how many keys differed
 * @param finishedAt null while it goes on, or when it was broken off
 */
public record ScanState(
    String bucket,
    String marker,
    long seen,
    long changed,
    Instant startedAt,
    @Nullable Instant finishedAt) {

  /** The state at the beginning. */
  public static ScanState starting(String bucket) {
    return new ScanState(bucket, "", 0, 0, Instant.now(), null);
  }

  /** This, further on. */
  public ScanState at(String key, long moreSeen) {
    return new ScanState(bucket, key, seen + moreSeen, changed, startedAt, null);
  }

  /** This, after so many keys more were written. */
  public ScanState withChanged(long more) {
    return new ScanState(bucket, marker, seen, changed + more, startedAt, finishedAt);
  }

  /** This, at its end. */
  public ScanState finished() {
    return new ScanState(bucket, marker, seen, changed, startedAt, Instant.now());
  }
}
