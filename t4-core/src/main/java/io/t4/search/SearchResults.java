package io.t4.search;

import io.t4.error.CatalogException;
import io.t4.error.TooLargeException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

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
  /** Few enough to come quickly, many enough that listing all is bound by the server. */
  private static final int PAGE_SIZE = 100;

  private final SearchEndpoint endpoint;
  private final String query;
  private final SearchOptions options;
  private final Fetched first;

  private SearchResults(SearchEndpoint endpoint, String query, SearchOptions options) {
    this.endpoint = endpoint;
    this.query = query;
    this.options = options;
    this.first = fetch(null, Math.min(PAGE_SIZE, options.limit()));
  }

  /** Makes the search and fetches the first page. */
  static SearchResults of(SearchEndpoint endpoint, String query, SearchOptions options) {
    return new SearchResults(endpoint, query, options);
  }

  /** A page, and how large the next one may be. */
  private record Fetched(SearchPage page, int size) {}

  /** Hits with long texts can make a page too large; half of them then may do. */
  private Fetched fetch(@Nullable List<@Nullable Object> after, int size) {
    int asked = size;
    while (true) {
      try {
        return new Fetched(endpoint.search(query, options.order(), asked, after), asked);
      } catch (TooLargeException e) {
        if (asked <= 1) {
          throw e;
        }
        asked /= 2;
      }
    }
  }

  /**
   * How many objects match, whatever the limit.
   *
   * @return at least as many if {@link #isTotalExact} says no
   */
  public long total() {
    return first.page.total();
  }

  /** Whether the search engine counted to the end. */
  public boolean isTotalExact() {
    return first.page.exact();
  }

  /** The hits, up to the limit, in the order that was asked for. */
  @Override
  public Iterator<SearchHit> iterator() {
    return new Hits();
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

  private final class Hits implements Iterator<SearchHit> {
    private Fetched current = first;
    private int next;

    /** How many came before the current page. */
    private long before;

    @Override
    public boolean hasNext() {
      if (before + next >= options.limit()) {
        return false;
      }
      if (next < current.page.hits().size()) {
        return true;
      }
      return !isLast() && turn();
    }

    @Override
    public SearchHit next() {
      if (!hasNext()) {
        throw new NoSuchElementException("There are no more hits.");
      }
      return current.page.hits().get(next++);
    }

    /**
     * Neither sign alone will do: a server may give fewer hits than it was asked for, and the total
     * shrinks when hits that were given are deleted.
     */
    private boolean isLast() {
      SearchPage page = current.page;
      int size = page.hits().size();
      return size == 0 || (page.exact() && before + size >= page.total() && size < current.size);
    }

    private boolean turn() {
      List<@Nullable Object> after = current.page.last();
      if (after == null || after.isEmpty()) {
        throw new CatalogException(
            "The catalog doesn't say where the next page of the search for '%s' begins; it gave %,d of %,d hits."
                .formatted(query, before + next, current.page.total()));
      }
      long left = options.limit() - before - next;
      Fetched following = fetch(after, (int) Math.min(current.size, left));
      if (after.equals(following.page.last())) {
        throw new CatalogException(
            "The catalog gives the same page again and again for the search for '%s'."
                .formatted(query));
      }
      before += next;
      next = 0;
      current = following;
      return !current.page.hits().isEmpty();
    }
  }
}
