package io.t4.storage.local;

import io.t4.storage.Location;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectStoreProvider;
import io.t4.storage.StoreSettings;

/** Opens {@code file:///directory}. */
public final class LocalObjectStoreProvider implements ObjectStoreProvider {
  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public ObjectStore open(Location bucket, StoreSettings settings) {
    return new LocalObjectStore(bucket.path());
  }

  @Override
  public void close() {}
}
