package io.t4.catalog.indexing;

import java.time.Duration;

/**
 * How long to wait between two comparisons of a bucket with its index. Where events tell of changes
 * a comparison only finds what they missed, and is rare; where none were ever seen it is all there
 * is, and comes the sooner the smaller the bucket is. Safe for use from many threads.
 */
final class ComparisonSchedule {
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** For each thousand versions, which take a request: so listing costs one request a second. */
  private static final Duration PER_PAGE = Duration.ofSeconds(1);

  private static final int PAGE = 1_000;

  private final Duration withEvents;
  private volatile boolean events;

  /**
   * @param withEvents the pause where events tell of changes, and the longest in any case
   */
  ComparisonSchedule(Duration withEvents) {
    this.withEvents = withEvents;
  }

  /** Events come. */
  void eventSeen() {
    events = true;
  }

  /** No more events come. */
  void eventsEnded() {
    events = false;
  }

  /** The pause after a comparison of so many versions. */
  Duration pauseAfter(long versions) {
    if (events) {
      return withEvents;
    }
    Duration pause = SHORTEST.plus(PER_PAGE.multipliedBy(versions / PAGE));
    return pause.compareTo(withEvents) > 0 ? withEvents : pause;
  }
}
