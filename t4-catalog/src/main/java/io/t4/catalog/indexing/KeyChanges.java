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

  /** How much longer each pause between two attempts is than the one before. */
  private static final int GROWTH = 4;

  /**
   * A key to look at.
   *
   * @param attempt from 1
   * @param origin why it is looked at
   * @param done completed when the key was indexed or given up
   */
  record Change(
      String key, int attempt, Instant due, Origin origin, CompletableFuture<Void> done) {}

  /** Why a key is looked at. */
  enum Origin {
    /** Something happened to it. */
    NEWS,
    /** A comparison could not write it. */
    REMINDER
  }

  private final Duration firstDelay;
  private final int capacity;
  private final Map<String, Change> pending = new LinkedHashMap<>();

  /**
   * @param firstDelay the pause between the first attempt and the second
   */
  KeyChanges(Duration firstDelay) {
    this(firstDelay, CAPACITY);
  }

  KeyChanges(Duration firstDelay, int capacity) {
    this.firstDelay = firstDelay;
    this.capacity = capacity;
  }

  /**
   * Tells of a key, which is looked at at once.
   *
   * @return completed when the index has what the bucket has then, or the key was given up; null if
   *     there are too many: a listing must find it
   */
  @Nullable CompletableFuture<Void> add(String key) {
    return add(key, Origin.NEWS);
  }

  private synchronized @Nullable CompletableFuture<Void> add(String key, Origin origin) {
    Change waiting = pending.get(key);
    if (waiting == null && pending.size() >= capacity) {
      return null;
    }
    CompletableFuture<Void> done = waiting == null ? new CompletableFuture<>() : waiting.done();
    pending.put(key, new Change(key, 1, Instant.now(), origin, done));
    notifyAll();
    return done;
  }

  /**
   * Tells of a key of which nothing new is known; if it waits, it goes on waiting.
   *
   * @return whether there was room
   */
  synchronized boolean remind(String key) {
    return pending.containsKey(key) || add(key, Origin.REMINDER) != null;
  }

  /** Looks at a key then, unless it waits already or there are too many. */
  synchronized void remindAt(String key, Instant due) {
    if (!pending.containsKey(key) && pending.size() < capacity) {
      pending.put(key, new Change(key, 1, due, Origin.REMINDER, new CompletableFuture<>()));
      notifyAll();
    }
  }

  /** Tries a key again after a while, unless something newer is known of it. */
  synchronized void retry(Change failed) {
    Duration delay = firstDelay;
    for (int i = 1; i < failed.attempt(); i++) {
      delay = delay.multipliedBy(GROWTH);
    }
    wait(failed, failed.attempt() + 1, delay);
  }

  /** Puts back a key that was not tried, for a while. */
  synchronized void putBack(Change untried, Duration delay) {
    wait(untried, untried.attempt(), delay);
  }

  private void wait(Change change, int attempt, Duration delay) {
    Change again =
        new Change(
            change.key(), attempt, Instant.now().plus(delay), change.origin(), change.done());
    Change newer = pending.get(change.key());
    if (newer == null) {
      pending.put(change.key(), again);
    } else if (newer.origin() == Origin.REMINDER) {
      // It wants one more look, which this is. Else a key that fails would be tried for ever, and
      // at once, where comparisons come often.
      pending.put(change.key(), again);
      passOn(again, newer);
    } else {
      passOn(newer, change);
    }
    notifyAll();
  }

  /** Completes one as another is. */
  private static void passOn(Change from, Change to) {
    CompletableFuture<Void> unused =
        from.done()
            .whenComplete(
                (nothing, failure) -> {
                  if (failure == null) {
                    to.done().complete(null);
                  } else {
                    to.done().completeExceptionally(failure);
                  }
                });
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

  /** Fails all that wait, for those who want to know. */
  synchronized void abandon(RuntimeException reason) {
    pending.values().forEach(change -> change.done().completeExceptionally(reason));
    pending.clear();
  }
}
