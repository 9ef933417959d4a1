package io.t4.catalog.indexing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Keys to which something may have happened. A key that is told again before its turn is looked at
 * once. Safe for use from many threads.
 */
final class KeyChanges {
  /** Beyond that a listing is cheaper than looking at each key. */
  static final int CAPACITY = 100_000;

  /** How often a key is tried in all. */
  static final int MAX_ATTEMPTS = 5;

  private static final Duration FIRST_DELAY = Duration.ofMillis(500);

  /**
   * A key to look at.
   *
   * @param attempt from 1
   * @param done completed when the key was indexed or given up
   */
  record Change(String key, int attempt, Instant due, CompletableFuture<Void> done) {}

  private final Map<String, Change> pending = new LinkedHashMap<>();
  private boolean overflowed;

  /**
   * Tells of a key.
   *
   * @return completed when the index has what the bucket has then, or the key was given up; if
   *     there are too many, at once: a listing will find it
   */
  synchronized CompletableFuture<Void> add(String key) {
    note(key);
    Change change = pending.get(key);
    return change == null ? CompletableFuture.completedFuture(null) : change.done();
  }

  /** As {@link #add}, for those who don't wait. */
  synchronized void note(String key) {
    Change waiting = pending.get(key);
    if (waiting == null && pending.size() >= CAPACITY) {
      overflowed = true;
      return;
    }
    CompletableFuture<Void> done = waiting == null ? new CompletableFuture<>() : waiting.done();
    pending.put(key, new Change(key, 1, Instant.now(), done));
    notifyAll();
  }

  /** Tries a key again after a while, unless something newer is known of it. */
  synchronized void retry(Change failed) {
    Duration delay = FIRST_DELAY.multipliedBy(1L << (2 * (failed.attempt() - 1)));
    Change again =
        new Change(failed.key(), failed.attempt() + 1, Instant.now().plus(delay), failed.done());
    Change newer = pending.putIfAbsent(failed.key(), again);
    if (newer != null) {
      CompletableFuture<Void> unused = newer.done().thenRun(() -> failed.done().complete(null));
    }
    notifyAll();
  }

  /**
   * Waits for keys that are due and takes them out.
   *
   * @return at least one, at most that many
   */
  synchronized List<Change> take(int most) throws InterruptedException {
    while (true) {
      List<Change> due = due(most);
      if (!due.isEmpty()) {
        due.forEach(change -> pending.remove(change.key()));
        return due;
      }
      Instant next = earliest();
      if (next == null) {
        wait();
      } else {
        wait(Math.max(1, Duration.between(Instant.now(), next).toMillis()));
      }
    }
  }

  private List<Change> due(int most) {
    Instant now = Instant.now();
    List<Change> due = new ArrayList<>();
    for (Change change : pending.values()) {
      if (!change.due().isAfter(now)) {
        due.add(change);
      }
      if (due.size() == most) {
        break;
      }
    }
    return due;
  }

  private @Nullable Instant earliest() {
    return pending.values().stream().map(Change::due).min(Instant::compareTo).orElse(null);
  }

  /** How many keys wait. */
  synchronized int size() {
    return pending.size();
  }

  /** Whether keys were left out since this was asked last; a listing is due then. */
  synchronized boolean takeOverflow() {
    boolean result = overflowed;
    overflowed = false;
    return result;
  }
}
