package io.t4.benchmarks;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How long each of many requests took, kept exactly. Immutable. */
public final class Latencies {
  /** What {@link #columns} shows, as the head of a table. */
  public static final String HEADER = "| n | p50 ms | p95 ms | p99 ms | max ms |";

  private static final double NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final long[] sorted;

  private Latencies(long[] sorted) {
    this.sorted = sorted;
  }

  /**
   * The latencies of some requests, in any order.
   *
   * @param nanoseconds one at least
   */
  public static Latencies of(Collection<Long> nanoseconds) {
    if (nanoseconds.isEmpty()) {
      throw new IllegalArgumentException("no request was measured");
    }
    long[] sorted = nanoseconds.stream().mapToLong(Long::longValue).toArray();
    Arrays.sort(sorted);
    return new Latencies(sorted);
  }

  /** How many requests there were. */
  public int count() {
    return sorted.length;
  }

  /**
   * The shortest time that so many of hundred requests did not exceed, in milliseconds.
   *
   * @param percent above 0, at most 100
   */
  public double percentile(double percent) {
    if (!(percent > 0 && percent <= 100)) {
      throw new IllegalArgumentException(percent + " is no percentile; give one of (0, 100]");
    }
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[rank - 1] / NANOS;
  }

  /** Count, median, 95th and 99th percentile, and the longest, as cells of a table. */
  public String columns() {
    return String.format(
        Locale.ROOT,
        "| %d | %.1f | %.1f | %.1f | %.1f |",
        count(),
        percentile(50),
        percentile(95),
        percentile(99),
        percentile(100));
  }
}
