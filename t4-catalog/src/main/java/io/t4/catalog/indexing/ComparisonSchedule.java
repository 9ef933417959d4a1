package io.t4.catalog.indexing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How long to wait between two comparisons of a bucket with its index. Where events tell of changes
 * a comparison only finds what they missed, and is rare; where none were ever seen it is all there
 * is, and comes as soon as listing takes no more than a small part of the time. Safe for use from
 * many threads.
 */
final class ComparisonSchedule {
  /** Of the time, a tenth at the most is spent on listing a bucket that sends no events. */
  private static final int PAUSES_PER_LISTING = 10;

  private final Duration withEvents;
  private final Duration shortest;
  private final AtomicBoolean events = new AtomicBoolean();

  /**
   * @param withEvents the pause where events tell of changes, and the longest in any case
   * @param shortest the pause where none do and listing takes no time
   */
  ComparisonSchedule(Duration withEvents, Duration shortest) {
    this.withEvents = withEvents;
    this.shortest = shortest;
  }

  /**
   * Events come.
   *
   * @return whether none came before: what happened before the first must still be found
   */
  boolean eventSeen() {
    return events.compareAndSet(false, true);
  }

  /** No more events come. */
  void eventsEnded() {
    events.set(false);
  }

  /** The pause after a comparison for which listing took so long. */
  Duration pauseAfter(Duration listing) {
    if (events.get()) {
      return withEvents;
    }
    Duration pause = listing.multipliedBy(PAUSES_PER_LISTING);
    if (pause.compareTo(shortest) < 0) {
      return shortest;
    }
    return pause.compareTo(withEvents) > 0 ? withEvents : pause;
  }
}
