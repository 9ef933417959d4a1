package io.t4.transfer;

import java.util.List;

/**
 * What a transfer did.
 *
 * @param transferred how many objects were moved
 * @param unchanged how many were at their destination already
 * @param bytes the size of the objects that were moved
 * @param skipped what was left out, each with its reason; at most {@link #MAX_SKIPPED} are named
 */
public record TransferReport(long transferred, long unchanged, long bytes, List<String> skipped) {
  /** The most names that a report holds, so that it stays small. */
  public static final int MAX_SKIPPED = 1_000;

  public TransferReport {
    skipped = List.copyOf(skipped);
  }
}
