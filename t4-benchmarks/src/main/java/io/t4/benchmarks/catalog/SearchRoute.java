package io.t4.benchmarks.catalog;

import java.io.IOException;

/** A way in which users search. Safe for use from many threads. */
interface SearchRoute {
  /** How many hits users see first. */
  int PAGE = 20;

  /** What to call it. */
  String name();

  /**
   * Searches for the first page.
   *
   * @throws WrongAnswerException if the answer is not complete
   */
  Answer search(String query) throws IOException, InterruptedException;
}
