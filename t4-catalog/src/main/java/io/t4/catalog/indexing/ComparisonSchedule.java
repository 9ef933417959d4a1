package io.t4.catalog.indexing;

import java.time.Duration;

/**
 * How long to wait between two comparisons of a bucket with its index. Where events tell of changes
 * a comparison only finds what they missed, and is rare; where none were ever seen it is all there
 * is, and comes as soon as listing takes no more than a small part of the time. Safe for use from
 * many threads.
 */
final class ComparisonSchedule {
  /** Of the time, so much at the most is spent on listing a bucket that sends no events: 1/20. */
  private static final int PAUSES_PER_LISTING = 20;

  private static final Duration SHORTEST = Duration.ofSeconds(2);

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

  /** The pause after a comparison that took so long. */
  Duration pauseAfter(Duration comparison) {
    if (events) {
      return withEvents;
    }
    Duration pause = comparison.multipliedBy(PAUSES_PER_LISTING);
    if (pause.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return pause.compareTo(withEvents) > 0 ? withEvents : pause;
  }
}
