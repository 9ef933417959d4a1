package io.t4.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.InvalidKeyException;
import io.t4.servers.S3TestServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Another server than the sandbox: MinIO, as CI starts it. It keeps objects in directories of a
 * file system; what it does unlike S3 is asserted here.
 */
@EnabledIf(
    value = "io.t4.servers.S3TestServer#hasSecond",
    disabledReason = "T4_TEST_S3_ENDPOINT names no second S3 server")
class SecondServerBucketTest extends S3BucketContract {
  @Override
  S3TestServer server() {
    return S3TestServer.second();
  }

  @Override
  protected boolean holdsBelowObjects() {
    return false;
  }

  @Override
  protected boolean holdsLongSegments() {
    return false;
  }

  @Override
  protected List<String> oddKeys() {
    return List.of();
  }

  @Test
  void whatIsBelowAnObjectIsReadButNotListed() {
    bucket().put("both", "object");
    bucket().put("both/a.txt", "below");
    assertThat(bucket().getBytes("both")).isEqualTo("object".getBytes(UTF_8));
    assertThat(bucket().getBytes("both/a.txt")).isEqualTo("below".getBytes(UTF_8));
    assertThat(bucket().keys()).containsExactly("both");
  }

  @Test
  void keysThatNoPathCanBeAreRefused() {
    for (String key : List.of("a/../b", "a//b", "a/./b", "../x", "dir/" + "n".repeat(256))) {
      assertThatThrownBy(() -> bucket().put(key, "content"))
          .isInstanceOf(InvalidKeyException.class)
          .hasMessageContaining(key);
    }
    assertThat(bucket().keys()).isEmpty();
  }
}
