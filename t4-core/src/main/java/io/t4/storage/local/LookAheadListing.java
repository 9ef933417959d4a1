package io.t4.storage.local;

import io.t4.storage.Listing;
import io.t4.storage.Location;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A listing that finds out whether there is a next element by fetching it. */
abstract class LookAheadListing<T> implements Listing<T> {
  private final Location location;
  private final String prefix;
  private @Nullable T next;

  LookAheadListing(Location location, String prefix) {
    this.location = location;
    this.prefix = prefix;
  }

  /** The next element; empty at the end. */
  abstract Optional<T> fetch() throws IOException;

  @Override
  public final boolean hasNext() throws IOException {
    if (next == null) {
      next = Naming.naming("list", prefix, location, this::fetch).orElse(null);
    }
    return next != null;
  }

  @Override
  public final T next() throws IOException {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("the listing of '" + prefix + "' has ended");
    }
    T result = next;
    next = null;
    return result;
  }

  @Override
  public final void close() {}
}
