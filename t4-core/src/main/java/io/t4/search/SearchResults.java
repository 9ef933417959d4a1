package io.t4.search;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a search found.
 *
 * <p>Iterating fetches page by page, so the first hits are there at once and one page is in memory
 * at a time. Each hit comes once, whatever is written meanwhile; an object that is written while
 * pages are fetched may or may not be among them. By relevance that holds as long as the index
 * stays as it is, since a change of it changes how well all others match.
 *
 * <p>Can be iterated any number of times; the first page is always that from when the search was
 * made. Safe for use from many threads; an iterator or stream is for one. Fetching a page throws
 * {@link io.t4.error.T4Exception}s, as searching does.
 */
public final class SearchResults implements Iterable<SearchHit> {
  private final String query;
  private final HitPages<SearchHit> pages;

  private SearchResults(SearchEndpoint endpoint, String query, SearchOptions options) {
    this.query = query;
    this.pages =
        new HitPages<>(
            query,
            options.limit(),
            (start, size) -> endpoint.search(query, options.order(), size, start));
  }

  /** Makes the search and fetches the first page. */
  static SearchResults of(SearchEndpoint endpoint, String query, SearchOptions options) {
    return new SearchResults(endpoint, query, options);
  }

  /**
   * How many objects match, whatever the limit.
   *
   * @return at least as many if {@link #isTotalExact} says no
   */
  public long total() {
    return pages.total();
  }

  /** Whether the search engine counted to the end. */
  public boolean isTotalExact() {
    return pages.isTotalExact();
  }

  /** The hits, up to the limit, in the order that was asked for. */
  @Override
  public Iterator<SearchHit> iterator() {
    return pages.iterator();
  }

  /** The hits as a lazy, sequential stream. */
  public Stream<SearchHit> stream() {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  /** All hits up to the limit, in memory. */
  public List<SearchHit> toList() {
    List<SearchHit> hits = new ArrayList<>();
    forEach(hits::add);
    return hits;
  }

  @Override
  public String toString() {
    return "SearchResults[query=%s, total=%s%d]"
        .formatted(query, isTotalExact() ? "" : "at least ", total());
  }
}
