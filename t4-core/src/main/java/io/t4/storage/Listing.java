package io.t4.storage;

import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A lazy listing, to be closed. Like an iterator whose methods may fail; for one thread at a time.
 */
public interface Listing<T> extends Closeable {
  /** Whether there is another element; fetches the next page when the present one is used up. */
  boolean hasNext() throws IOException;

  /**
   * The next element.
   *
   * @throws NoSuchElementException at the end
   */
  T next() throws IOException;

  @Override
  void close() throws IOException;

  /** A listing of what is in memory or computed. */
  static <T> Listing<T> of(Iterator<T> elements) {
    return new Listing<>() {
      @Override
      public boolean hasNext() {
        return elements.hasNext();
      }

      @Override
      public T next() {
        return elements.next();
      }

      @Override
      public void close() {}
    };
  }
}
