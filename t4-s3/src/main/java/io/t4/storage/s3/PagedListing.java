package io.t4.storage.s3;

import io.t4.storage.Listing;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A listing that fetches its pages as they are needed.
 *
 * @param <C> what marks the place where a page begins
 */
final class PagedListing<T, C> implements Listing<T> {

  /**
   * One answer of the server.
   *
   * @param next where the following page begins, or null at the end
   */
  record Page<T, C>(List<T> elements, @Nullable C next) {
    static <T, C> Page<T, C> empty() {
      return new Page<>(List.of(), null);
    }
  }

  /** Asks the server. */
  @FunctionalInterface
  interface Pages<T, C> {
    /**
     * One page.
     *
     * @param from null for the first page
     */
    Page<T, C> fetch(@Nullable C from) throws IOException;
  }

  private final Pages<T, C> pages;
  private @Nullable Iterator<T> page;
  private @Nullable C next;
  private boolean closed;

  PagedListing(Pages<T, C> pages) {
    this.pages = pages;
  }

  @Override
  public boolean hasNext() throws IOException {
    return iterator().hasNext();
  }

  @Override
  public T next() throws IOException {
    Iterator<T> iterator = iterator();
    if (!iterator.hasNext()) {
      throw new NoSuchElementException();
    }
    return iterator.next();
  }

  /** Over the first page that is not used up, or over the last one. */
  private Iterator<T> iterator() throws IOException {
    if (closed) {
      throw new IllegalStateException("this listing is closed");
    }
    Iterator<T> current = page;
    // A page may be empty although more follow.
    while (current == null || (!current.hasNext() && next != null)) {
      C from = next;
      Page<T, C> fetched = pages.fetch(from);
      if (fetched.next() != null && fetched.next().equals(from)) {
        throw new IOException("the server's listing does not go on: it repeats the marker " + from);
      }
      current = fetched.elements().iterator();
      page = current;
      next = fetched.next();
    }
    return current;
  }

  @Override
  public void close() {
    closed = true;
    page = null;
  }
}
