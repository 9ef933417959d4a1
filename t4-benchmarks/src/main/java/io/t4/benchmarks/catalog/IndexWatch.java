package io.t4.benchmarks.catalog;

import io.t4.session.T4Session;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Waits until a catalog that serves one bucket has come so far. */
final class IndexWatch {
  private static final long LOOK_EACH_MILLIS = 50;
  private static final long TELL_EACH_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final T4Session session;

  /** Told now and then how many documents there are. */
  private final LongConsumer progress;

  IndexWatch(T4Session session, LongConsumer progress) {
    this.session = session;
    this.progress = progress;
  }

  /** What the catalog says of the bucket. */
  private record State(long documents, Map<?, ?> indexing) {
    static State of(Map<String, @Nullable Object> status) {
      Map<?, ?> bucket =
          status.get("buckets") instanceof List<?> buckets ? members(buckets.get(0)) : Map.of();
      return new State(
          bucket.get("documents") instanceof Number documents ? documents.longValue() : 0,
          members(bucket.get("indexing")));
    }

    /** Whether a comparison of the bucket with its index has come to its end. */
    boolean isCompared() {
      return members(indexing.get("scan")).get("finishedAt") != null;
    }

    /** Whether no change waits that an event told of. */
    boolean isIdle() {
      return indexing.get("waiting") instanceof Number waiting && waiting.longValue() == 0;
    }

    private static Map<?, ?> members(@Nullable Object value) {
      return value instanceof Map<?, ?> members ? members : Map.of();
    }
  }

  /**
   * Waits until so many documents can be found, and the catalog has nothing left to do.
   *
   * @throws TimeoutException if that takes longer; the message has what the catalog says
   */
  void await(long documents, Duration longest) throws InterruptedException, TimeoutException {
    long start = System.nanoTime();
    long told = start;
    while (true) {
      Map<String, @Nullable Object> status = session.catalog().status();
      State state = State.of(status);
      if (state.documents == documents && state.isIdle() && state.isCompared()) {
        return;
      }
      long now = System.nanoTime();
      if (now - start > longest.toNanos()) {
        throw new TimeoutException(
            "after %s the catalog has not %d documents: %s".formatted(longest, documents, status));
      }
      if (now - told > TELL_EACH_NANOS) {
        told = now;
        progress.accept(state.documents);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EACH_MILLIS);
    }
  }
}
