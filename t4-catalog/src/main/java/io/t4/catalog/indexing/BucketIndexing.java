package io.t4.catalog.indexing;

import io.t4.catalog.database.DeadLetter;
import io.t4.catalog.database.DeadLetters;
import io.t4.catalog.database.ScanState;
import io.t4.catalog.database.ScanStates;
import io.t4.catalog.index.BucketIndex;
import io.t4.catalog.index.IndexedVersion;
import io.t4.catalog.index.SearchEngineException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index of one bucket equal to it, in two threads: one compares the whole bucket with its
 * index again and again, one looks at the keys of which events told. Both end in the same writes,
 * so it doesn't matter which comes first. Safe for use from many threads.
 */
public final class BucketIndexing implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(BucketIndexing.class);
  private static final int KEYS_AT_A_TIME = 200;
  private static final Duration ENGINE_RETRY = Duration.ofSeconds(1);
  private static final Duration LISTING_RETRY = Duration.ofSeconds(5);

  private final String bucket;
  private final BucketVersions versions;
  private final BucketIndex index;
  private final KeyIndexer indexer;
  private final ScanStates scans;
  private final DeadLetters deadLetters;
  private final ComparisonSchedule schedule;
  private final KeyChanges changes = new KeyChanges();

  /** A permit asks for a comparison now. */
  private final Semaphore wanted = new Semaphore(0);

  private final Thread comparing;
  private final Thread following;
  private volatile @Nullable String problem;
  private volatile boolean closed;

  BucketIndexing(
      String bucket,
      BucketVersions versions,
      BucketIndex index,
      KeyIndexer indexer,
      ScanStates scans,
      DeadLetters deadLetters,
      ComparisonSchedule schedule) {
    this.bucket = bucket;
    this.versions = versions;
    this.index = index;
    this.indexer = indexer;
    this.scans = scans;
    this.deadLetters = deadLetters;
    this.schedule = schedule;
    this.comparing = new Thread(() -> run(this::compareAgainAndAgain), "compare " + bucket);
    this.following = new Thread(() -> run(this::followChanges), "follow " + bucket);
  }

  /** Begins; once. */
  public void start() {
    comparing.start();
    following.start();
  }

  /**
   * Tells that something may have happened to a key. Any order and repetition is fine.
   *
   * @return completed when the index has what the bucket has then, or the key was given up
   */
  public CompletableFuture<Void> changed(String key) {
    schedule.eventSeen();
    return changes.add(key);
  }

  /** As {@link #changed}, for those who don't wait. */
  public void mayHaveChanged(String key) {
    schedule.eventSeen();
    changes.note(key);
  }

  /** Tells that no more events will come: comparisons must find changes again. */
  public void eventsEnded() {
    schedule.eventsEnded();
    compareSoon();
  }

  /** Asks for a comparison of the whole bucket with its index as soon as possible. */
  public void compareSoon() {
    wanted.release();
  }

  /** Where things stand. */
  public IndexingStatus status() {
    return new IndexingStatus(
        bucket,
        index.name(),
        scans.find(bucket).orElse(null),
        changes.size(),
        deadLetters.count(bucket),
        problem);
  }

  /**
   * Tries the keys that were given up again.
   *
   * @return how many
   */
  public long replayDeadLetters() {
    long replayed = 0;
    List<DeadLetter> letters = deadLetters.list(bucket, "", KEYS_AT_A_TIME);
    while (!letters.isEmpty()) {
      letters.forEach(letter -> changes.note(letter.key()));
      replayed += letters.size();
      letters = deadLetters.list(bucket, letters.get(letters.size() - 1).key(), KEYS_AT_A_TIME);
    }
    return replayed;
  }

  // Comparing

  private void compareAgainAndAgain() throws InterruptedException {
    Optional<ScanState> brokenOff = scans.find(bucket).filter(scan -> scan.finishedAt() == null);
    if (brokenOff.isPresent()) {
      // First what was never looked at; what changed before the marker meanwhile comes after that.
      compareToTheEnd(brokenOff.get());
    }
    while (!closed) {
      ScanState compared = compareToTheEnd(ScanState.starting(bucket));
      Duration pause = schedule.pauseAfter(compared.seen());
      if (!changes.takeOverflow() && wanted.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        wanted.drainPermits();
      }
    }
  }

  private ScanState compareToTheEnd(ScanState from) throws InterruptedException {
    ScanState state = from;
    while (state.finishedAt() == null && !closed) {
      ScanState before = state;
      try {
        state = compareOn(before);
        problem = null;
      } catch (IOException | SearchEngineException e) {
        report("cannot compare " + bucket + " with its index: " + e.getMessage(), e);
        Thread.sleep(LISTING_RETRY.toMillis());
        state = scans.find(bucket).filter(saved -> saved.finishedAt() == null).orElse(before);
      }
    }
    return state;
  }

  private ScanState compareOn(ScanState from) throws IOException, InterruptedException {
    ScanState state = from;
    index.refresh();
    try (BucketComparison comparison = new BucketComparison(versions, index, from.marker())) {
      while (!comparison.isAtEnd() && !closed) {
        List<KeyUpdate> updates = new ArrayList<>();
        ScanState next = comparison.compare(state, updates);
        applyPatiently(updates).keySet().forEach(changes::note);
        state = next;
        scans.save(state);
      }
    }
    if (closed) {
      return state;
    }
    ScanState finished = state.finished();
    scans.save(finished);
    return finished;
  }

  /** Waits until the search engine answers; nothing can be done without it. */
  private Map<String, String> applyPatiently(List<KeyUpdate> updates) throws InterruptedException {
    while (true) {
      try {
        return indexer.apply(updates);
      } catch (SearchEngineException e) {
        if (closed || !e.isTransient()) {
          throw e;
        }
        report(String.valueOf(e.getMessage()), e);
        Thread.sleep(ENGINE_RETRY.toMillis());
      }
    }
  }

  // Following

  private void followChanges() throws InterruptedException {
    while (!closed) {
      List<KeyChanges.Change> due = changes.take(KEYS_AT_A_TIME);
      Map<String, String> failures = new LinkedHashMap<>();
      try {
        failures.putAll(applyPatiently(updates(due, failures)));
        problem = null;
      } catch (SearchEngineException e) {
        report(String.valueOf(e.getMessage()), e);
        due.forEach(change -> failures.put(change.key(), String.valueOf(e.getMessage())));
      }
      due.forEach(change -> settle(change, failures.get(change.key())));
    }
  }

  private List<KeyUpdate> updates(List<KeyChanges.Change> due, Map<String, String> failures) {
    List<KeyState> states = new ArrayList<>();
    for (KeyChanges.Change change : due) {
      long observed = KeyState.now();
      try {
        states.add(new KeyState(change.key(), versions.of(change.key()), observed));
      } catch (IOException e) {
        failures.put(change.key(), String.valueOf(e.getMessage()));
      }
    }
    // Only what is visible is found, and all that is there must be known.
    index.refresh();
    Map<String, List<IndexedVersion>> indexed =
        index.versionsOf(states.stream().map(KeyState::key).toList());
    return states.stream()
        .map(
            state ->
                new KeyUpdate(
                    state,
                    indexed.getOrDefault(state.key(), List.of()),
                    KeyUpdate.Reread.UNLESS_IMMUTABLE))
        .toList();
  }

  private void settle(KeyChanges.Change change, @Nullable String failure) {
    if (failure == null) {
      deadLetters.remove(bucket, change.key());
      change.done().complete(null);
    } else if (change.attempt() < KeyChanges.MAX_ATTEMPTS) {
      changes.retry(change);
    } else {
      LOG.warn("gave up indexing {} of {}: {}", change.key(), bucket, failure);
      deadLetters.save(bucket, change.key(), failure, change.attempt());
      change.done().complete(null);
    }
  }

  // Threads

  /** What a thread of its own does until it is interrupted. */
  @FunctionalInterface
  private interface Loop {
    void run() throws InterruptedException;
  }

  private void run(Loop loop) {
    while (!closed) {
      try {
        loop.run();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        // The database may be away for a while.
        report("the indexing of " + bucket + " was interrupted: " + e.getMessage(), e);
        try {
          Thread.sleep(LISTING_RETRY.toMillis());
        } catch (InterruptedException interrupted) {
          return;
        }
      }
    }
  }

  private void report(String what, Exception cause) {
    if (closed) {
      return;
    }
    if (!what.equals(problem)) {
      LOG.warn("{}", what);
      LOG.debug("because of", cause);
    }
    problem = what;
  }

  /** Stops; what was under way is done again by the next start. */
  @Override
  public void close() {
    closed = true;
    comparing.interrupt();
    following.interrupt();
    try {
      comparing.join();
      following.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
