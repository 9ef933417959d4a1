package io.t4.catalog.indexing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How long to wait between two comparisons of a bucket with its index. Where events tell of changes
 * a comparison only finds what they missed, and is rare; where none were ever seen it is all there
 * is, and comes the sooner the smaller the bucket is. Safe for use from many threads.
 */
final class ComparisonSchedule {
  /** For each thousand versions, which take a request: so listing costs one request a second. */
  private static final Duration PER_PAGE = Duration.ofSeconds(1);

  private static final int PAGE = 1_000;

  private final Duration withEvents;
  private final Duration shortest;
  private final AtomicBoolean events = new AtomicBoolean();

  /**
   * @param withEvents the pause where events tell of changes, and the longest in any case
   * @param shortest the pause where none do and the bucket is small
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

  /** The pause after a comparison of so many versions. */
  Duration pauseAfter(long versions) {
    if (events.get()) {
      return withEvents;
    }
    Duration pause = shortest.plus(PER_PAGE.multipliedBy(versions / PAGE));
    return pause.compareTo(withEvents) > 0 ? withEvents : pause;
  }
}
