package io.t4.transfer;

import io.t4.storage.Listing;
import java.io.IOException;

/** Listings made from other listings. */
final class Listings {
  private Listings() {}

  /** A function that may fail. */
  @FunctionalInterface
  interface Mapping<T, R> {
    R apply(T element) throws IOException;
  }

  static <T, R> Listing<R> map(Listing<T> listing, Mapping<? super T, ? extends R> mapping) {
    return new Listing<>() {
      @Override
      public boolean hasNext() throws IOException {
        return listing.hasNext();
      }

      @Override
      public R next() throws IOException {
        return mapping.apply(listing.next());
      }

      @Override
      public void close() throws IOException {
        listing.close();
      }
    };
  }
}
