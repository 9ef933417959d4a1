package io.t4.catalog.indexing;

import io.t4.catalog.database.ScanState;
import io.t4.catalog.database.ScanStates;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the comparison of a bucket stands. The database is told when a restart would have to do
 * work again, and else once a minute: comparisons that find nothing come every second, and write
 * nothing. Safe for use from many threads.
 */
final class ScanProgress {
  private static final Duration SAVED_AT_LEAST = Duration.ofMinutes(1);

  private final String bucket;
  private final ScanStates scans;
  private @Nullable ScanState present;
  private @Nullable ScanState saved;
  private long savedAt = System.nanoTime();

  ScanProgress(String bucket, ScanStates scans) {
    this.bucket = bucket;
    this.scans = scans;
  }

  /** The comparison that goes on, or the last one; empty before the first. */
  synchronized Optional<ScanState> present() {
    ScanState known = present;
    return known == null ? scans.find(bucket) : Optional.of(known);
  }

  /** A comparison has come so far, without writing anything since it was told before. */
  synchronized void reached(ScanState state) {
    ScanState before = saved;
    boolean ends = state.finishedAt() != null && (before == null || before.finishedAt() == null);
    if (ends || System.nanoTime() - savedAt > SAVED_AT_LEAST.toNanos()) {
      save(state);
    } else {
      present = state;
    }
  }

  /** A comparison has come so far, and what it has written need not be written again. */
  synchronized void save(ScanState state) {
    scans.save(state);
    present = state;
    saved = state;
    savedAt = System.nanoTime();
  }
}
