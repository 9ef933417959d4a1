package io.t4.storage.local;

import io.t4.storage.MissingBucketContract;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectStoreContract;
import io.t4.storage.UnversionedContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LocalObjectStoreTest extends ObjectStoreContract
    implements UnversionedContract, MissingBucketContract {
  @TempDir Path directory;

  @Override
  protected ObjectStore createStore() {
    return new LocalObjectStore(directory);
  }

  @Override
  public ObjectStore missingBucket() {
    return new LocalObjectStore(directory.resolve("missing"));
  }
}
