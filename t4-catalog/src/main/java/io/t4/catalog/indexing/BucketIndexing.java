package io.t4.catalog.indexing;

import io.t4.catalog.database.DeadLetter;
import io.t4.catalog.database.DeadLetters;
import io.t4.catalog.database.ScanState;
import io.t4.catalog.index.BucketIndex;
import io.t4.catalog.index.IndexGoneException;
import io.t4.catalog.index.SearchEngineException;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the index of one bucket equal to it, in three threads: one compares the whole bucket with
 * its index again and again, one looks at the keys of which events told, one compares the
 * directories of which they told. All end in the same writes, so it doesn't matter which comes
 * first. Safe for use from many threads.
 */
public final class BucketIndexing implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(BucketIndexing.class);
  private static final int KEYS_AT_A_TIME = 200;
  private static final Duration ENGINE_RETRY = Duration.ofSeconds(1);
  private static final Duration LISTING_RETRY = Duration.ofSeconds(5);
  private static final Duration TAKEN_RETRY = Duration.ofMillis(100);
  private static final Duration END = Duration.ofSeconds(5);

  private final String bucket;
  private final Comparisons comparisons;
  private final Comparisons comparisonsOfPrefixes;
  private final BucketSettings settings;
  private final BucketIndex index;
  private final KeyLook look;
  private final ScanProgress progress;
  private final DeadLetters deadLetters;
  private final ComparisonSchedule schedule;
  private final KeyChanges changes;
  private final ChangedPrefixes prefixes = new ChangedPrefixes();
  private final KeysAtWork atWork;

  /** A permit asks for a comparison now. */
  private final Semaphore wanted = new Semaphore(0);

  private final Thread comparing;
  private final Thread following;
  private final Thread comparingPrefixes;
  private final Trouble comparingTrouble = new Trouble();
  private final Trouble followingTrouble = new Trouble();
  private final Trouble prefixTrouble = new Trouble();
  private volatile boolean compared;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * @param comparisonsOfPrefixes of parts of the bucket, which don't wait for {@code comparisons}
   */
  BucketIndexing(
      String bucket,
      Comparisons comparisons,
      Comparisons comparisonsOfPrefixes,
      BucketSettings settings,
      BucketIndex index,
      KeyLook look,
      ScanProgress progress,
      DeadLetters deadLetters,
      ComparisonSchedule schedule,
      KeyChanges changes,
      KeysAtWork atWork) {
    this.bucket = bucket;
    this.comparisons = comparisons;
    this.comparisonsOfPrefixes = comparisonsOfPrefixes;
    this.settings = settings;
    this.index = index;
    this.look = look;
    this.progress = progress;
    this.deadLetters = deadLetters;
    this.schedule = schedule;
    this.changes = changes;
    this.atWork = atWork;
    this.comparing =
        new Thread(() -> run(this::compareAgainAndAgain, comparingTrouble), "compare " + bucket);
    this.following =
        new Thread(() -> run(this::followChanges, followingTrouble), "follow " + bucket);
    this.comparingPrefixes =
        new Thread(() -> run(this::comparePrefixes, prefixTrouble), "directories of " + bucket);
  }

  /** Begins; once. */
  public void start() {
    index.whenGone(this::compareSoon);
    comparing.start();
    following.start();
    comparingPrefixes.start();
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

  /**
   * Tells that anything may have happened to the keys that begin with a prefix.
   *
   * @param prefix empty for the whole bucket
   */
  public void mayHaveChangedBelow(String prefix) {
    if (prefix.isEmpty() || !prefixes.add(prefix)) {
      compareSoon();
    }
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
        progress.present().orElse(null),
        compared,
        changes.size() + prefixes.size(),
        deadLetters.count(bucket),
        Stream.of(comparingTrouble, followingTrouble, prefixTrouble)
            .map(Trouble::reason)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null));
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

  /**
   * Tries a key that was given up again.
   *
   * @return whether it was given up; false changes nothing
   */
  public boolean replayDeadLetter(String key) {
    boolean known = deadLetters.among(bucket, List.of(key)).containsKey(key);
    if (known && changes.add(key) == null) {
      // No room for one more; a comparison comes to it.
      compareSoon();
    }
    return known;
  }

  // Comparing

  private void compareAgainAndAgain() throws InterruptedException {
    Optional<ScanState> brokenOff = progress.present().filter(scan -> scan.finishedAt() == null);
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
    progress.reached(from);
    ScanState state = from;
    while (state.finishedAt() == null && !isClosed()) {
      try {
        state = comparisons.compare(state, this::isClosed, new SavingProgress());
        comparingTrouble.clear();
      } catch (IndexGoneException e) {
        report(comparingTrouble, index + " has gone; it is made anew for " + bucket, e);
        compared = false;
        state = ScanState.starting(bucket);
        progress.save(state);
        index.restore();
      } catch (IOException | SearchEngineException e) {
        report(
            comparingTrouble, "cannot compare " + bucket + " with its index: " + e.getMessage(), e);
        pause(LISTING_RETRY);
        state = progress.present().orElse(from);
      }
    }
    if (state.finishedAt() != null) {
      progress.reached(state);
      compared = true;
    }
    return state;
  }

  /** Of a comparison of the whole bucket. */
  private final class SavingProgress implements Comparisons.Progress {
    @Override
    public void reached(ScanState state, ComparedKeys.Outcome outcome) {
      if (outcome.written() > 0) {
        progress.save(state);
      } else {
        progress.reached(state);
      }
      comparingTrouble.clear();
      compareUnless(outcome.complete());
    }

    @Override
    public void settingsChanged() {
      compareSoon();
    }
  }

  private void compareUnless(boolean complete) {
    if (!complete) {
      compareSoon();
    }
  }

  // Comparing directories

  private void comparePrefixes() throws InterruptedException {
    while (!isClosed()) {
      String prefix = prefixes.take();
      boolean compared = false;
      try {
        comparisonsOfPrefixes.comparePrefix(
            prefix, ScanState.starting(bucket), this::isClosed, new PrefixProgress());
        compared = true;
        prefixTrouble.clear();
      } catch (IOException | SearchEngineException e) {
        report(
            prefixTrouble,
            "cannot compare %s of %s with its index: %s".formatted(prefix, bucket, e.getMessage()),
            e);
      } finally {
        compareUnless(compared);
      }
    }
  }

  /** Of a comparison of a part of the bucket. */
  private final class PrefixProgress implements Comparisons.Progress {
    @Override
    public void reached(ScanState state, ComparedKeys.Outcome outcome) {
      if (outcome.written() > 0) {
        // Somebody waits for it; the engine's own would come within a second.
        index.refresh();
      }
      compareUnless(outcome.complete());
    }

    @Override
    public void settingsChanged() {
      compareSoon();
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
        if (taken.contains(BucketSettings.KEY)) {
          reloadSettings();
        }
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

  private void reloadSettings() {
    try {
      if (settings.reload()) {
        compareSoon();
      }
    } catch (IOException e) {
      LOG.warn("{} of {} is read again later: {}", BucketSettings.KEY, bucket, e.getMessage());
      // Which reads it before anything else, until it can.
      compareSoon();
    }
  }

  /** Whatever the search engine or the bucket says to all keys at once is not their fault. */
  private Map<String, String> lookPatiently(Collection<String> keys) throws InterruptedException {
    while (true) {
      try {
        if (settings.refresh()) {
          compareSoon();
        }
        Map<String, String> failures = look.at(keys);
        followingTrouble.clear();
        return failures;
      } catch (IOException | SearchEngineException e) {
        if (isClosed()) {
          throw new InterruptedException("closed");
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
    comparingPrefixes.interrupt();
  }

  /** Stops and waits for the end, some seconds. */
  @Override
  public void close() {
    stop();
    try {
      comparing.join(END.toMillis());
      following.join(END.toMillis());
      comparingPrefixes.join(END.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    changes.abandon(new CancellationException("the indexing of " + bucket + " was stopped"));
  }
}
