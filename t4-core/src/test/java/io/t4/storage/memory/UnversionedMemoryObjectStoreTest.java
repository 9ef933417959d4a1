package io.t4.storage.memory;

import io.t4.storage.MultipartContract;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectStoreContract;
import io.t4.storage.UnversionedContract;

class UnversionedMemoryObjectStoreTest extends ObjectStoreContract
    implements UnversionedContract, MultipartContract {
  @Override
  protected ObjectStore createStore() {
    return MemoryObjectStore.unversioned("bucket");
  }
}
