package io.t4.tabular;

import java.util.regex.Pattern;

/**
 * What a database of DuckDB may take while it reads one table or runs one statement.
 *
 * @param memory what it may hold in memory, outside the Java heap, before it moves to disk; a whole
 *     number of {@code MiB} or {@code GiB}, such as {@code 512MiB}
 * @param disk what it may hold on disk, likewise
 * @param threads how many it uses, from 1 on
 */
public record DatabaseLimits(String memory, String disk, int threads) {
  private static final int MOST_THREADS = 4;

  private static final Pattern SIZE = Pattern.compile("[1-9]\\d{0,5}[MG]iB");

  /** Those of a process that does nothing else. */
  public static final DatabaseLimits DEFAULT =
      new DatabaseLimits(
          "1GiB", "10GiB", Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()));

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if a size is none, or there is no thread
   */
  public DatabaseLimits {
    if (!SIZE.matcher(memory).matches() || !SIZE.matcher(disk).matches()) {
      throw new IllegalArgumentException(
          "'%s' and '%s' must be sizes such as 512MiB".formatted(memory, disk));
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be 1 or more, not " + threads);
    }
  }
}
