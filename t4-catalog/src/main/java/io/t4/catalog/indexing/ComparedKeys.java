package io.t4.catalog.indexing;

import io.t4.catalog.database.DeadLetter;
import io.t4.catalog.database.DeadLetters;
import io.t4.catalog.index.SearchEngineException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what comparisons find, beside those who write what events tell. Thread safe. */
final class ComparedKeys {
  /** So long a comparison leaves a key alone that was given up and looks the same; at first. */
  private static final Duration GIVEN_UP = Duration.ofHours(1);

  /** By how much longer at the most, doubled each time: for a day and a bit. */
  private static final int MAX_GROWTH = 32;

  /** By how much the times of buckets may be behind, which are told in whole seconds. */
  private static final Duration CLOCKS = Duration.ofSeconds(2);

  /** Who looks at keys again that were not written. */
  enum WhenWritten {
    /** Comparisons that began before find them as they were left. */
    COMPARED,
    /** They count as looked at: what a comparison listed before must be looked at again. */
    LOOKED_AT
  }

  private final String bucket;
  private final KeyIndexer indexer;
  private final DeadLetters deadLetters;
  private final KeyChanges changes;
  private final KeysAtWork atWork;

  ComparedKeys(
      String bucket,
      KeyIndexer indexer,
      DeadLetters deadLetters,
      KeyChanges changes,
      KeysAtWork atWork) {
    this.bucket = bucket;
    this.indexer = indexer;
    this.deadLetters = deadLetters;
    this.changes = changes;
    this.atWork = atWork;
  }

  /**
   * What became of the keys that differed.
   *
   * @param written how many were written, or are looked at afresh
   * @param complete whether none was left that only another comparison can find
   */
  record Outcome(int written, boolean complete) {
    Outcome plus(Outcome other) {
      return new Outcome(written + other.written, complete && other.complete);
    }
  }

  /**
   * Writes what differs, except of keys that were looked at since it was listed, which are looked
   * at again.
   *
   * @param since when it was listed, in microseconds since 1970
   * @throws SearchEngineException if the search engine doesn't answer; the same call can then be
   *     made again
   */
  Outcome write(List<KeyUpdate> found, long since, WhenWritten then) throws InterruptedException {
    Outcome outcome = new Outcome(0, true);
    for (int i = 0; i < found.size(); i += KeyIndexer.KEYS_IN_MEMORY) {
      int end = Math.min(found.size(), i + KeyIndexer.KEYS_IN_MEMORY);
      outcome = outcome.plus(writeSome(found.subList(i, end), since, then));
    }
    return outcome;
  }

  /** Has a key looked at then. */
  void lookAt(String key, Instant due) {
    changes.remindAt(key, due);
  }

  private Outcome writeSome(List<KeyUpdate> found, long since, WhenWritten then)
      throws InterruptedException {
    Map<String, DeadLetter> letters =
        deadLetters.count(bucket) == 0 ? Map.of() : deadLetters.among(bucket, keys(found));
    List<KeyUpdate> updates =
        found.stream()
            .filter(update -> !isGivenUp(update, letters.get(update.state().key())))
            .toList();
    boolean complete = true;
    Set<String> taken = atWork.takeUnlooked(keys(updates), since);
    try {
      Map<String, String> failures =
          indexer.apply(
              updates.stream().filter(update -> taken.contains(update.state().key())).toList());
      for (String key : taken) {
        if (failures.containsKey(key)) {
          complete &= changes.remind(key);
        } else if (letters.containsKey(key)) {
          deadLetters.remove(bucket, key);
        }
      }
    } finally {
      switch (then) {
        case COMPARED -> atWork.giveBack(taken);
        case LOOKED_AT -> atWork.giveBackLooked(taken);
      }
    }
    for (String key : keys(updates)) {
      if (!taken.contains(key)) {
        complete &= changes.remind(key);
      }
    }
    return new Outcome(updates.size(), complete);
  }

  private static List<String> keys(List<KeyUpdate> updates) {
    return updates.stream().map(update -> update.state().key()).toList();
  }

  /** Whether the key has failed lately and nothing has changed that a listing shows. */
  private static boolean isGivenUp(KeyUpdate update, @Nullable DeadLetter letter) {
    if (letter == null || letter.failedAt().isBefore(Instant.now().minus(pause(letter)))) {
      return false;
    }
    Instant changedSince = letter.failedAt().minus(CLOCKS);
    return !update.state().versions().isEmpty()
        && update.state().versions().stream()
            .noneMatch(version -> version.lastModified().isAfter(changedSince));
  }

  /** The longer the more often it has failed: what is in an archive stays there for long. */
  static Duration pause(DeadLetter letter) {
    int rounds = Math.max(0, letter.attempts() / KeyChanges.MAX_ATTEMPTS - 1);
    return GIVEN_UP.multipliedBy(Math.min(MAX_GROWTH, 1L << Math.min(rounds, Integer.SIZE)));
  }
}
