package io.t4.search;

import io.t4.error.CatalogException;
import io.t4.error.TooLargeException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The hits of a search, fetched page by page; the first page at once. Safe for use from many
 * threads; an iterator is for one.
 *
 * @param <H> what is found
 */
final class HitPages<H> implements Iterable<H> {
  /** Few enough to come quickly, many enough that listing all is bound by the server. */
  private static final int PAGE_SIZE = 100;

  /** Where pages come from. */
  @FunctionalInterface
  interface Source<H> {
    /**
     * Asks for a page.
     *
     * @param start where it begins
     * @param size how many hits at most
     */
    SearchPage<H> page(PageStart start, int size);
  }

  private final Source<H> source;
  private final String query;
  private final int limit;
  private final Fetched<H> first;

  /** Fetches the first page. */
  HitPages(String query, int limit, Source<H> source) {
    this.source = source;
    this.query = query;
    this.limit = limit;
    this.first = fetch(PageStart.FIRST, Math.min(PAGE_SIZE, limit));
  }

  /** A page, and how large the next one may be. */
  private record Fetched<H>(SearchPage<H> page, int size) {}

  /** Hits with long texts can make a page too large; half of them then may do. */
  private Fetched<H> fetch(PageStart start, int size) {
    int asked = size;
    while (true) {
      try {
        return new Fetched<>(source.page(start, asked), asked);
      } catch (TooLargeException e) {
        if (asked <= 1) {
          throw e;
        }
        asked /= 2;
      }
    }
  }

  /** How many match, or at least that many. */
  long total() {
    return first.page.total();
  }

  /** Whether the total is one. */
  boolean isTotalExact() {
    return first.page.exact();
  }

  @Override
  public Iterator<H> iterator() {
    return new Hits();
  }

  private final class Hits implements Iterator<H> {
    private Fetched<H> current = first;
    private int next;

    /** How many came before the current page. */
    private long before;

    @Override
    public boolean hasNext() {
      if (before + next >= limit) {
        return false;
      }
      if (next < current.page.hits().size()) {
        return true;
      }
      return !isLast() && turn();
    }

    @Override
    public H next() {
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
      SearchPage<H> page = current.page;
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
      long left = limit - before - next;
      Fetched<H> following =
          fetch(new PageStart(before + next, after), (int) Math.min(current.size, left));
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
