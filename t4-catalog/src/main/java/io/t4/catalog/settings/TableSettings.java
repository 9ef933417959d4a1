package io.t4.catalog.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings {@code t4.catalog.tables.*}: what tables of whole files, and SQL, may take.
 *
 * @param workers how many processes read tables at a time, 1 to 16
 * @param memoryMegabytes what each may hold of tables in memory, from 128 on; the process takes
 *     some 300 MB more
 * @param timeLimit how long a page, a summary or a statement may take; then its process is killed
 * @param maxDownloadBytes the largest object that is copied here to be read; files in directories
 *     are read where they are
 * @param maxCopiesBytes what all copies together may take
 * @param maxResultBytes the largest result of a statement that is sent as a file
 */
@ConfigurationProperties("t4.catalog.tables")
public record TableSettings(
    @DefaultValue("1") int workers,
    @DefaultValue("512") int memoryMegabytes,
    @DefaultValue("60s") Duration timeLimit,
    @DefaultValue("4294967296") long maxDownloadBytes,
    @DefaultValue("8589934592") long maxCopiesBytes,
    @DefaultValue("1073741824") long maxResultBytes) {
  private static final int MOST_WORKERS = 16;
  private static final int LEAST_MEGABYTES = 128;

  /**
   * Checks them.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public TableSettings {
    require(workers >= 1 && workers <= MOST_WORKERS, "workers", workers, "1 to " + MOST_WORKERS);
    require(
        memoryMegabytes >= LEAST_MEGABYTES,
        "memory-megabytes",
        memoryMegabytes,
        LEAST_MEGABYTES + " or more");
    require(timeLimit.toMillis() > 0, "time-limit", timeLimit, "more than nothing");
    require(maxDownloadBytes >= 0, "max-download-bytes", maxDownloadBytes, "0 or more");
    require(
        maxCopiesBytes >= maxDownloadBytes,
        "max-copies-bytes",
        maxCopiesBytes,
        "as much as max-download-bytes or more");
    require(maxResultBytes > 0, "max-result-bytes", maxResultBytes, "1 or more");
  }

  private static void require(boolean holds, String name, Object value, String allowed) {
    if (!holds) {
      throw new IllegalArgumentException(
          "t4.catalog.tables.%s is %s and must be %s".formatted(name, value, allowed));
    }
  }
}
