package io.t4.storage;

import static io.t4.storage.StoreUnderTest.all;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ObjectStoreProviderTest {
  private static final StoreSettings SETTINGS = new StoreSettings(null, null, null, null, 1);

  @Test
  void memoryBucketsAreSharedInOneInstance() throws IOException {
    try (ObjectStoreProvider provider = provider("memory");
        ObjectStoreProvider other = provider("memory")) {
      Location bucket = Location.parse("memory://bucket");
      try (ObjectStore store = provider.open(bucket, SETTINGS)) {
        store.put("key", Content.of(new byte[1]), WriteOptions.NONE);
        assertThat(store.location()).isEqualTo(bucket);
      }
      assertThat(all(provider.open(bucket, SETTINGS).list(""))).hasSize(1);
      assertThat(all(provider.open(Location.parse("memory://other"), SETTINGS).list(""))).isEmpty();
      assertThat(all(other.open(bucket, SETTINGS).list(""))).isEmpty();
    }
  }

  @Test
  void directoriesAreOpenedByUri(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("key"), "text");
    try (ObjectStoreProvider provider = provider("file");
        ObjectStore store = provider.open(Location.directory(directory), SETTINGS)) {
      assertThat(all(store.list(""))).singleElement().extracting("key").isEqualTo("key");
    }
  }

  private static ObjectStoreProvider provider(String scheme) {
    return ServiceLoader.load(ObjectStoreProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.scheme().equals(scheme))
        .findFirst()
        .orElseThrow();
  }
}
