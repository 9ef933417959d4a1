package io.t4.storage.memory;

import io.t4.storage.Location;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectStoreProvider;
import io.t4.storage.StoreSettings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens {@code memory://name}: versioned buckets that come into being when they are opened first.
 *
 * <p>All stores that one instance opens under a name share their objects, which live until the
 * instance is closed.
 */
public final class MemoryObjectStoreProvider implements ObjectStoreProvider {
  private final Map<String, ObjectStore> buckets = new ConcurrentHashMap<>();

  @Override
  public String scheme() {
    return MemoryObjectStore.SCHEME;
  }

  @Override
  public ObjectStore open(Location bucket, StoreSettings settings) {
    return buckets.computeIfAbsent(bucket.bucket(), MemoryObjectStore::versioned);
  }

  @Override
  public void close() {
    buckets.clear();
  }
}
