package io.t4.catalog.indexing;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/** Prefixes below which anything may have changed. Safe for use from many threads. */
final class ChangedPrefixes {
  /** Beyond that one comparison of the whole bucket is cheaper. */
  static final int CAPACITY = 200;

  private final Set<String> pending = new LinkedHashSet<>();

  /**
   * Tells of a prefix.
   *
   * @return whether there was room; else the whole bucket must be compared, and none is left here
   */
  synchronized boolean add(String prefix) {
    if (pending.stream().anyMatch(prefix::startsWith)) {
      return true;
    }
    pending.removeIf(other -> other.startsWith(prefix));
    if (pending.size() >= CAPACITY) {
      pending.clear();
      return false;
    }
    pending.add(prefix);
    notifyAll();
    return true;
  }

  /** Waits for a prefix and takes it out. */
  synchronized String take() throws InterruptedException {
    while (pending.isEmpty()) {
      wait();
    }
    Iterator<String> first = pending.iterator();
    String prefix = first.next();
    first.remove();
    return prefix;
  }

  /** How many wait. */
  synchronized int size() {
    return pending.size();
  }
}
