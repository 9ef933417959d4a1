package io.t4.storage.memory;

import io.t4.storage.MultipartContract;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectStoreContract;
import io.t4.storage.VersioningContract;

class VersionedMemoryObjectStoreTest extends ObjectStoreContract
    implements VersioningContract, MultipartContract {
  @Override
  protected ObjectStore createStore() {
    return MemoryObjectStore.versioned("bucket");
  }
}
