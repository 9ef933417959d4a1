package io.t4.transfer;

import io.t4.storage.Listing;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Looks keys up in a listing by walking along it: one request for a thousand keys instead of one
 * for each. For one thread.
 */
final class KeyCursor implements Closeable {
  private final Listing<ObjectSummary> listing;
  private @Nullable ObjectSummary current;

  KeyCursor(ObjectStore store, String prefix) throws IOException {
    listing = store.list(prefix);
  }

  /**
   * The object of that key, or null.
   *
   * @param key not before the key of the call before, in key order
   */
  @Nullable ObjectSummary find(String key) throws IOException {
    while (current == null || ObjectKeys.ORDER.compare(current.key(), key) < 0) {
      if (!listing.hasNext()) {
        return null;
      }
      current = listing.next();
    }
    return current.key().equals(key) ? current : null;
  }

  @Override
  public void close() throws IOException {
    listing.close();
  }
}
