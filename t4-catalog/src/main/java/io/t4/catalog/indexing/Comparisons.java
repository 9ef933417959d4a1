package io.t4.catalog.indexing;

import io.t4.catalog.database.ScanState;
import io.t4.catalog.index.BucketIndex;
import io.t4.catalog.index.SearchEngineException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Makes an index equal to its bucket, or to a part of it, by comparing them. Thread safe. */
final class Comparisons {
  private final BucketVersions versions;
  private final BucketSettings settings;
  private final BucketIndex index;
  private final ComparedKeys keys;

  Comparisons(
      BucketVersions versions, BucketSettings settings, BucketIndex index, ComparedKeys keys) {
    this.versions = versions;
    this.settings = settings;
    this.index = index;
    this.keys = keys;
  }

  /** Hears how far a comparison is. */
  interface Progress {
    /** A page was compared, and {@link ComparedKeys.Outcome#written} keys of it written. */
    void reached(ScanState state, ComparedKeys.Outcome outcome);

    /** The settings have changed; what was compared with those before must be so again. */
    void settingsChanged();
  }

  /**
   * Compares the whole bucket.
   *
   * @param from where to begin
   * @param stopped ends it early
   * @return where it is; at the end, unless it was stopped
   * @throws IOException if the bucket doesn't answer; all until the last progress is done then
   * @throws SearchEngineException if the search engine doesn't answer; likewise
   */
  ScanState compare(ScanState from, BooleanSupplier stopped, Progress progress)
      throws IOException, InterruptedException {
    return compare("", from, ComparedKeys.WhenWritten.COMPARED, stopped, progress);
  }

  /**
   * Compares what begins with a prefix.
   *
   * @throws IOException as {@link #compare}
   * @throws SearchEngineException as {@link #compare}
   */
  void comparePrefix(String prefix, ScanState from, BooleanSupplier stopped, Progress progress)
      throws IOException, InterruptedException {
    compare(prefix, from, ComparedKeys.WhenWritten.LOOKED_AT, stopped, progress);
  }

  private ScanState compare(
      String prefix,
      ScanState from,
      ComparedKeys.WhenWritten then,
      BooleanSupplier stopped,
      Progress progress)
      throws IOException, InterruptedException {
    if (settings.refresh()) {
      progress.settingsChanged();
    }
    ScanState state = from;
    index.refresh();
    try (BucketComparison comparison =
        new BucketComparison(versions, settings, index, prefix, from.marker())) {
      while (!comparison.isAtEnd() && !stopped.getAsBoolean()) {
        List<KeyUpdate> updates = new ArrayList<>();
        ScanState compared = comparison.compare(state, updates, keys::lookAt);
        ComparedKeys.Outcome outcome = keys.write(updates, comparison.observed(), then);
        if (updates.stream().anyMatch(update -> update.state().key().equals(BucketSettings.KEY))
            && settings.reload()) {
          progress.settingsChanged();
        }
        state = compared.withChanged(outcome.written());
        progress.reached(state, outcome);
      }
    }
    return stopped.getAsBoolean() ? state : state.finished();
  }
}
