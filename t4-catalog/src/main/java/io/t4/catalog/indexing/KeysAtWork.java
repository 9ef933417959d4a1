package io.t4.catalog.indexing;

import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which keys are being written. A comparison and the following of events write the same documents,
 * and what a comparison listed some time ago must not undo what was found since: an object that was
 * listed, then deleted and looked at would come back. Safe for use from many threads.
 */
final class KeysAtWork {
  /** Of so many keys it is known when they were looked at last. */
  private static final int REMEMBERED = 20_000;

  private final int remembered;
  private final Set<String> taken = new HashSet<>();

  /** When the last look ended, in microseconds since 1970; the oldest first. */
  private final Map<String, Long> looks = new LinkedHashMap<>();

  /** Looks that ended until then may be forgotten. */
  private long forgotten = Long.MIN_VALUE;

  KeysAtWork() {
    this(REMEMBERED);
  }

  /**
   * @param remembered of how many keys the last look is known
   */
  KeysAtWork(int remembered) {
    this.remembered = remembered;
  }

  /** Takes those of the keys that nobody has taken, to look at them afresh. */
  synchronized Set<String> take(Collection<String> keys) {
    Set<String> result = new LinkedHashSet<>(keys);
    result.removeAll(taken);
    taken.addAll(result);
    return result;
  }

  /**
   * Takes those of the keys that nobody has taken, and that surely nobody looked at since a moment.
   *
   * @param since when their state was listed, in microseconds since 1970
   */
  synchronized Set<String> takeUnlooked(Collection<String> keys, long since) {
    Set<String> result = new LinkedHashSet<>();
    for (String key : keys) {
      boolean unlooked = forgotten < since && looks.getOrDefault(key, Long.MIN_VALUE) < since;
      if (unlooked && taken.add(key)) {
        result.add(key);
      }
    }
    return result;
  }

  /** Gives back keys that were taken for what a listing told. */
  synchronized void giveBack(Collection<String> keys) {
    taken.removeAll(Set.copyOf(keys));
  }

  /** Gives back keys that were looked at afresh. */
  synchronized void giveBackLooked(Collection<String> keys) {
    long now = KeyState.now();
    for (String key : keys) {
      taken.remove(key);
      looks.remove(key);
      looks.put(key, now);
    }
    Iterator<Long> oldest = looks.values().iterator();
    for (int excess = looks.size() - remembered; excess > 0; excess--) {
      forgotten = Math.max(forgotten, oldest.next());
      oldest.remove();
    }
  }
}
