package io.t4.interop;

import io.t4.servers.S3TestServer;
import org.junit.jupiter.api.condition.EnabledIf;

/** Another server than the sandbox: MinIO, as CI starts it. */
@EnabledIf(
    value = "io.t4.servers.S3TestServer#hasSecond",
    disabledReason = "T4_TEST_S3_ENDPOINT names no second S3 server")
class SecondServerPackagesTest extends PackagesThroughBucket {
  @Override
  protected S3TestServer server() {
    return S3TestServer.second();
  }
}
