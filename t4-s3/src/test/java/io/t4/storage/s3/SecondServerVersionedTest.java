package io.t4.storage.s3;

import static io.t4.storage.StoreUnderTest.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.t4.storage.DirectoryEntry.Subdirectory;
import io.t4.storage.Location;
import io.t4.storage.VersioningContract;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Another server than the sandbox: MinIO, as CI starts it. */
@EnabledIf(
    value = "io.t4.storage.s3.S3Server#hasSecond",
    disabledReason = "T4_TEST_S3_ENDPOINT names no second S3 server")
class SecondServerVersionedTest extends MinioContract implements VersioningContract {
  @Override
  Location newBucket(S3Connection on) {
    return S3Server.newVersionedBucket(on.client());
  }

  /** MinIO: a directory is listed as long as something in it has a version. */
  @Override
  @Test
  public void deletedObjectIsMissing() throws IOException {
    put("dir/key", "text");
    store().delete("dir/key", null);
    assertThat(keys("")).isEmpty();
    assertThat(all(store().listDirectory(""))).containsExactly(new Subdirectory("dir/"));
    assertThat(all(store().listDirectory("dir/"))).isEmpty();
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store().stat("dir/key", null))
        .withMessageContaining("dir/key");
  }
}
