package io.t4.benchmarks.catalog;

import io.t4.bucket.Bucket;
import io.t4.search.SearchHit;
import io.t4.search.SearchResults;
import java.util.List;

/** {@code bucket.search(query, 20)}: the newest first. */
record LibraryRoute(Bucket bucket) implements SearchRoute {
  @Override
  public String name() {
    return "library, newest first";
  }

  @Override
  public Answer search(String query) {
    long start = System.nanoTime();
    SearchResults results = bucket.search(query, PAGE);
    List<SearchHit> hits = results.toList();
    long nanoseconds = System.nanoTime() - start;
    if (!results.isTotalExact()) {
      throw new WrongAnswerException("the total of " + query + " is not exact: " + results);
    }
    return new Answer(nanoseconds, results.total(), hits.stream().map(LibraryRoute::hit).toList());
  }

  private static Answer.Hit hit(SearchHit hit) {
    String text = hit.text();
    return new Answer.Hit(hit.key(), hit.size(), text == null ? "" : text, hit.meta());
  }
}
