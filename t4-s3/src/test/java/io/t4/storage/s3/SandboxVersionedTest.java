package io.t4.storage.s3;

import static io.t4.storage.StoreUnderTest.all;
import static io.t4.storage.StoreUnderTest.ifMatch;
import static io.t4.storage.StoreUnderTest.onlyIf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.t4.storage.Content;
import io.t4.storage.Location;
import io.t4.storage.ObjectVersion;
import io.t4.storage.PreconditionFailedException;
import io.t4.storage.SupportsVersioning;
import io.t4.storage.VersioningContract;
import io.t4.storage.WriteOptions.Precondition;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** S3Mock, the sandbox. */
class SandboxVersionedTest extends SandboxContract implements VersioningContract {
  @Override
  Location newBucket(S3Connection on) {
    return S3Server.newVersionedBucket(on.client());
  }

  /** S3Mock: conditions are compared with the version below a delete marker. */
  @Override
  @Test
  public void writeIfAbsentWritesANewKey() throws IOException {
    Content content = Content.of("text".getBytes(UTF_8));
    store().put("dir/key", content, onlyIf(new Precondition.IfAbsent()));
    assertThat(text("dir/key")).isEqualTo("text");
    store().delete("dir/key", null);
    assertThatExceptionOfType(PreconditionFailedException.class)
        .isThrownBy(() -> store().put("dir/key", content, onlyIf(new Precondition.IfAbsent())))
        .withMessageContaining("dir/key");
  }

  /** S3Mock: as {@link #writeIfAbsentWritesANewKey}. */
  @Override
  @Test
  public void writeIfMatchFailsWithoutObject() throws IOException {
    Precondition condition = ifMatch(put("key", "old"));
    store().delete("key", null);
    store().put("key", Content.of("new".getBytes(UTF_8)), onlyIf(condition));
    assertThat(text("key")).isEqualTo("new");
  }

  /** S3Mock: where a page of versions ends inside a key, the rest of that key is left out. */
  @Override
  @Test
  public void longListingsOfVersionsAreComplete() throws IOException {
    for (int n = 0; n < 45; n++) {
      for (String key : List.of("key 0", "key 1", "key 2")) {
        put(key, "");
      }
    }
    assertThat(all(((SupportsVersioning) store()).listVersions("key ")))
        .hasSizeGreaterThanOrEqualTo(pageSize())
        .hasSizeLessThan(3 * 45);
  }

  /** S3Mock: a removed version leaves the listing, and stays readable by its id. */
  @Override
  @Test
  public void deletedVersionIsGoneForGood() throws IOException {
    String first = put("key", "one").versionId();
    String second = put("key", "two").versionId();
    store().delete("key", second);
    assertThat(text("key")).isEqualTo("one");
    assertThat(all(((SupportsVersioning) store()).listVersions("")))
        .extracting(ObjectVersion::versionId)
        .containsExactly(first);
    assertThat(store().stat("key", second).size()).isEqualTo(3);
    store().delete("key", first);
    assertThat(all(((SupportsVersioning) store()).listVersions(""))).isEmpty();
  }
}
