package io.t4.storage;

import static io.t4.storage.StoreUnderTest.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** What holds in a bucket that keeps no versions. */
public interface UnversionedContract extends StoreUnderTest {

  @Test
  default void nothingHasAVersionId() throws IOException {
    assertThat(put("key", "text").versionId()).isNull();
    assertThat(store().stat("key", null).versionId()).isNull();
    assertThat(all(store().list(""))).singleElement().extracting("versionId").isNull();
    try (ObjectContent content = store().open("key", ReadOptions.ALL)) {
      assertThat(content.stat().versionId()).isNull();
    }
  }

  @Test
  default void deletedObjectIsGone() throws IOException {
    put("key", "text");
    store().delete("key", null);
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store().stat("key", null));
    if (store() instanceof SupportsVersioning versioning) {
      assertThat(all(versioning.listVersions(""))).isEmpty();
    }
  }

  @Test
  default void objectsAreTheirOnlyVersions() throws IOException {
    put("key", "old");
    WriteResult written = put("key", "text");
    if (store() instanceof SupportsVersioning versioning) {
      assertThat(versioning.isVersioned()).isFalse();
      assertThat(all(versioning.listVersions("")))
          .singleElement()
          .satisfies(
              version -> {
                assertThat(version.key()).isEqualTo("key");
                assertThat(version.versionId()).isNull();
                assertThat(version.latest()).isTrue();
                assertThat(version.deleteMarker()).isFalse();
                assertThat(version.size()).isEqualTo(4);
                assertThat(version.eTag()).isEqualTo(written.eTag());
              });
    }
  }
}
