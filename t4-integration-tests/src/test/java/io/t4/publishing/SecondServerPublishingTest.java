package io.t4.publishing;

import io.t4.servers.S3TestServer;
import org.junit.jupiter.api.condition.EnabledIf;

/** A bucket of another server than the sandbox: MinIO, as CI starts it. */
@EnabledIf(
    value = "io.t4.servers.S3TestServer#hasSecond",
    disabledReason = "T4_TEST_S3_ENDPOINT names no second S3 server")
class SecondServerPublishingTest extends S3PublishingContract {
  @Override
  S3TestServer server() {
    return S3TestServer.second();
  }
}
