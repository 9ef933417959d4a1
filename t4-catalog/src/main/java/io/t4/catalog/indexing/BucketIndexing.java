package io.t4.catalog.indexing;

import io.t4.catalog.database.DeadLetter;
import io.t4.catalog.database.DeadLetters;
import io.t4.catalog.database.ScanState;
import io.t4.catalog.database.ScanStates;
import io.t4.catalog.index.BucketIndex;
import io.t4.catalog.index.IndexGoneException;
import io.t4.catalog.index.SearchEngineException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
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
  private static final Duration TAKEN_RETRY = Duration.ofMillis(100);
  private static final Duration END = Duration.ofSeconds(5);

  /** So long a comparison leaves a key alone that was given up and looks the same. */
  private static final Duration GIVEN_UP = Duration.ofHours(1);

  /** By how much the times of buckets may be behind, which are told in whole seconds. */
  private static final Duration CLOCKS = Duration.ofSeconds(2);

  private final String bucket;
  private final BucketVersions versions;
  private final BucketIndex index;
  private final KeyIndexer indexer;
  private final KeyLook look;
  private final ScanStates scans;
  private final DeadLetters deadLetters;
  private final ComparisonSchedule schedule;
  private final KeyChanges changes;
  private final KeysAtWork atWork = new KeysAtWork();

  /** A permit asks for a comparison now. */
  private final Semaphore wanted = new Semaphore(0);

  private final Thread comparing;
  private final Thread following;
  private final Trouble comparingTrouble = new Trouble();
  private final Trouble followingTrouble = new Trouble();
  private final CountDownLatch closed = new CountDownLatch(1);

  BucketIndexing(
      String bucket,
      BucketVersions versions,
      BucketIndex index,
      KeyIndexer indexer,
      KeyLook look,
      ScanStates scans,
      DeadLetters deadLetters,
      ComparisonSchedule schedule,
      KeyChanges changes) {
    this.bucket = bucket;
    this.versions = versions;
    this.index = index;
    this.indexer = indexer;
    this.look = look;
    this.scans = scans;
    this.deadLetters = deadLetters;
    this.schedule = schedule;
    this.changes = changes;
    this.comparing =
        new Thread(() -> run(this::compareAgainAndAgain, comparingTrouble), "compare " + bucket);
    this.following =
        new Thread(() -> run(this::followChanges, followingTrouble), "follow " + bucket);
  }

  /** Begins; once. */
  public void start() {
    index.whenGone(this::compareSoon);
    comparing.start();
    following.start();
  }

  /**
   * Tells that something may have happened to a key. Any order and repetition is fine.
   *
   * @return completed when the index has what the bucket has then, or the key was given up, or a
   *     comparison will find it; exceptionally if this is closed before
   */
  public CompletableFuture<Void> changed(String key) {
    if (schedule.eventSeen()) {
      compareSoon();
    }
    CompletableFuture<Void> done = changes.add(key);
    if (done == null) {
      compareSoon();
      return CompletableFuture.completedFuture(null);
    }
    return done;
  }

  /** As {@link #changed}, for those who don't wait. */
  public void mayHaveChanged(String key) {
    CompletableFuture<Void> unused = changed(key);
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
    String reason = comparingTrouble.reason();
    return new IndexingStatus(
        bucket,
        index.name(),
        scans.find(bucket).orElse(null),
        changes.size(),
        deadLetters.count(bucket),
        reason == null ? followingTrouble.reason() : reason);
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
      for (DeadLetter letter : letters) {
        if (changes.add(letter.key()) == null) {
          // The others can be replayed when there is room again.
          return replayed;
        }
        replayed++;
      }
      letters = deadLetters.list(bucket, letters.get(letters.size() - 1).key(), KEYS_AT_A_TIME);
    }
    return replayed;
  }

  // Comparing

  private void compareAgainAndAgain() throws InterruptedException {
    Optional<ScanState> brokenOff = scans.find(bucket).filter(scan -> scan.finishedAt() == null);
    if (brokenOff.isPresent()) {
      LOG.info("going on with {} after {}", bucket, brokenOff.get().marker());
      // First what was never looked at; what changed before the marker meanwhile comes after that.
      compareToTheEnd(brokenOff.get());
    }
    while (!isClosed()) {
      // Before it begins: what is asked for later may be about keys it has passed.
      wanted.drainPermits();
      ScanState compared = compareToTheEnd(ScanState.starting(bucket));
      Duration pause = schedule.pauseAfter(compared.seen());
      if (wanted.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("comparing {}, as was asked for", bucket);
      }
    }
  }

  private ScanState compareToTheEnd(ScanState from) throws InterruptedException {
    ScanState state = from;
    while (state.finishedAt() == null && !isClosed()) {
      ScanState before = state;
      try {
        state = compareOn(before);
        comparingTrouble.clear();
      } catch (IndexGoneException e) {
        report(comparingTrouble, index + " has gone; it is made anew for " + bucket, e);
        state = ScanState.starting(bucket);
        scans.save(state);
        index.restore();
      } catch (IOException | SearchEngineException e) {
        report(
            comparingTrouble, "cannot compare " + bucket + " with its index: " + e.getMessage(), e);
        pause(LISTING_RETRY);
        state = scans.find(bucket).filter(saved -> saved.finishedAt() == null).orElse(before);
      }
    }
    return state;
  }

  private ScanState compareOn(ScanState from) throws IOException, InterruptedException {
    ScanState state = from;
    index.refresh();
    try (BucketComparison comparison = new BucketComparison(versions, index, from.marker())) {
      while (!comparison.isAtEnd() && !isClosed()) {
        List<KeyUpdate> updates = new ArrayList<>();
        ScanState next = comparison.compare(state, updates);
        for (int i = 0; i < updates.size(); i += KeyIndexer.KEYS_IN_MEMORY) {
          int end = Math.min(updates.size(), i + KeyIndexer.KEYS_IN_MEMORY);
          write(updates.subList(i, end), comparison.observed());
        }
        state = next;
        scans.save(state);
      }
    }
    if (isClosed()) {
      return state;
    }
    ScanState finished = state.finished();
    scans.save(finished);
    return finished;
  }

  /** Writes what a comparison found, except of keys that were looked at since it began. */
  private void write(List<KeyUpdate> found, long since) throws InterruptedException {
    Map<String, DeadLetter> letters =
        deadLetters.count(bucket) == 0 ? Map.of() : deadLetters.among(bucket, keys(found));
    List<KeyUpdate> updates =
        found.stream()
            .filter(update -> !isGivenUp(update, letters.get(update.state().key())))
            .toList();
    Set<String> taken = atWork.takeUnlooked(keys(updates), since);
    try {
      Map<String, String> failures =
          applyPatiently(
              updates.stream().filter(update -> taken.contains(update.state().key())).toList());
      for (String key : taken) {
        if (failures.containsKey(key)) {
          remind(key);
        } else if (letters.containsKey(key)) {
          deadLetters.remove(bucket, key);
        }
      }
    } finally {
      atWork.giveBack(taken);
    }
    keys(updates).stream().filter(key -> !taken.contains(key)).forEach(this::remind);
  }

  private static List<String> keys(List<KeyUpdate> updates) {
    return updates.stream().map(update -> update.state().key()).toList();
  }

  /** Whether the key has failed lately and nothing has changed that a listing shows. */
  private static boolean isGivenUp(KeyUpdate update, @Nullable DeadLetter letter) {
    if (letter == null || letter.failedAt().isBefore(Instant.now().minus(GIVEN_UP))) {
      return false;
    }
    Instant changedSince = letter.failedAt().minus(CLOCKS);
    return !update.state().versions().isEmpty()
        && update.state().versions().stream()
            .noneMatch(version -> version.lastModified().isAfter(changedSince));
  }

  private void remind(String key) {
    if (!changes.remind(key)) {
      compareSoon();
    }
  }

  /** Waits until the search engine answers; nothing can be done without it. */
  private Map<String, String> applyPatiently(List<KeyUpdate> updates) throws InterruptedException {
    while (true) {
      try {
        return indexer.apply(updates);
      } catch (SearchEngineException e) {
        if (isClosed() || !e.isTransient() || e instanceof IndexGoneException) {
          throw e;
        }
        report(comparingTrouble, String.valueOf(e.getMessage()), e);
        pause(ENGINE_RETRY);
      }
    }
  }

  // Following

  private void followChanges() throws InterruptedException {
    while (!isClosed()) {
      List<KeyChanges.Change> due = changes.take(KEYS_AT_A_TIME);
      Set<KeyChanges.Change> open = new LinkedHashSet<>(due);
      Set<String> taken = atWork.take(due.stream().map(KeyChanges.Change::key).toList());
      try {
        Map<String, String> failures = lookPatiently(taken);
        for (KeyChanges.Change change : due) {
          if (taken.contains(change.key())) {
            settle(change, failures.get(change.key()));
            open.remove(change);
          }
        }
      } finally {
        atWork.giveBackLooked(taken);
        // Those that the comparison is at work on, and all the rest if something went wrong.
        open.forEach(change -> changes.putBack(change, TAKEN_RETRY));
      }
    }
  }

  /** Whatever the search engine says to all keys at once is not their fault. */
  private Map<String, String> lookPatiently(Collection<String> keys) throws InterruptedException {
    while (true) {
      try {
        Map<String, String> failures = look.at(keys);
        followingTrouble.clear();
        return failures;
      } catch (SearchEngineException e) {
        if (isClosed()) {
          throw e;
        }
        report(followingTrouble, String.valueOf(e.getMessage()), e);
        pause(ENGINE_RETRY);
      }
    }
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

  private void run(Loop loop, Trouble trouble) {
    while (!isClosed()) {
      try {
        loop.run();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        // The database may be away for a while, or memory be short; without its threads the bucket
        // would never be up to date again.
        report(trouble, "the indexing of " + bucket + " was interrupted: " + e, e);
        try {
          pause(LISTING_RETRY);
        } catch (InterruptedException interrupted) {
          return;
        }
      }
    }
  }

  /** Waits; not when this is closed. A library may have swallowed the interruption. */
  private void pause(Duration time) throws InterruptedException {
    if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("closed");
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  private void report(Trouble trouble, String what, Throwable cause) {
    if (!isClosed()) {
      trouble.report(what, cause);
    }
  }

  /** Stops, without waiting for the end; what was under way is done again by the next start. */
  public void stop() {
    closed.countDown();
    comparing.interrupt();
    following.interrupt();
  }

  /** Stops and waits for the end, some seconds. */
  @Override
  public void close() {
    stop();
    try {
      comparing.join(END.toMillis());
      following.join(END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    changes.abandon(new CancellationException("the indexing of " + bucket + " was stopped"));
  }
}
