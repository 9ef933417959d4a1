package io.t4.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.NotFoundException;
import io.t4.sandbox.SandboxExtension;
import io.t4.servers.S3TestServer;
import io.t4.storage.ObjectVersion;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S3Mock, the sandbox; what it does unlike S3 is asserted here. */
class SandboxBucketTest extends S3BucketContract {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  /** Below it, content goes in one request; above, in parts. */
  private static final int ONE_REQUEST = 8 << 20;

  @Override
  S3TestServer server() {
    return S3TestServer.sandbox(SANDBOX.endpoint());
  }

  /** S3Mock: a version that is removed leaves the listing, but is still read by its id. */
  @Override
  protected void assertRemoved(String key, String versionId) {
    assertThat(bucket().versions(key))
        .extracting(ObjectVersion::versionId)
        .isNotEmpty()
        .doesNotContain(versionId);
    assertThat(bucket().getBytes(key, versionId)).isEqualTo("two".getBytes(UTF_8));
  }

  /** S3Mock: giving up an upload in parts removes the object that was there. */
  @Override
  protected void assertUntouched(String key, String content, int size) {
    if (size <= ONE_REQUEST) {
      super.assertUntouched(key, content, size);
    } else {
      assertThatThrownBy(() -> bucket().getBytes(key))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining(key);
    }
  }
}
