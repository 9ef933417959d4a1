package io.t4.benchmarks.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Searches by several threads, each making the next one as soon as it has checked the last. */
final class Searches {
  private final List<ExpectedHits> expected;
  private final List<SearchRoute> routes;

  Searches(List<ExpectedHits> expected, List<SearchRoute> routes) {
    this.expected = expected;
    this.routes = routes;
  }

  /** How long a search took. */
  record Sample(StandardQuery query, SearchRoute route, long nanoseconds) {}

  /**
   * Makes searches: all queries by each route in turn.
   *
   * @param count how many
   * @param threads how many at a time
   * @throws Exception what a search failed with, such as a {@link WrongAnswerException}
   */
  List<Sample> make(int count, int threads) throws Exception {
    AtomicInteger next = new AtomicInteger();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    try {
      List<Future<List<Sample>>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        parts.add(executor.submit(() -> part(next, count)));
      }
      List<Sample> samples = new ArrayList<>();
      for (Future<List<Sample>> part : parts) {
        samples.addAll(part.get());
      }
      return samples;
    } finally {
      executor.shutdownNow();
    }
  }

  private List<Sample> part(AtomicInteger next, int count) throws Exception {
    List<Sample> samples = new ArrayList<>();
    for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
      ExpectedHits hits = expected.get(i % expected.size());
      SearchRoute route = routes.get(i / expected.size() % routes.size());
      Answer answer = route.search(hits.query().text());
      hits.checkMeanwhile(answer);
      samples.add(new Sample(hits.query(), route, answer.nanoseconds()));
    }
    return samples;
  }

  /**
   * Checks each query by each route, when nothing is written any more.
   *
   * @throws WrongAnswerException if one does not find exactly what it must
   */
  void checkExactly() throws Exception {
    for (ExpectedHits hits : expected) {
      for (SearchRoute route : routes) {
        hits.checkExactly(route.search(hits.query().text()));
      }
    }
  }
}
