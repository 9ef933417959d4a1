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

  /** A function of an element, which may fail. */
  @FunctionalInterface
  interface Mapping<T, R> {
    R apply(T element) throws IOException;
  }

  /** This listing with each element replaced; closing the result closes this one. */
  default <R> Listing<R> map(Mapping<? super T, ? extends R> mapping) {
    Listing<T> source = this;
    return new Listing<>() {
      @Override
      public boolean hasNext() throws IOException {
        return source.hasNext();
      }

      @Override
      public R next() throws IOException {
        return mapping.apply(source.next());
      }

      @Override
      public void close() throws IOException {
        source.close();
      }
    };
  }

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
