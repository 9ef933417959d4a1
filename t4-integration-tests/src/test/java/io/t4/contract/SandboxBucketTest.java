package io.t4.contract;

import io.t4.sandbox.SandboxExtension;
import io.t4.servers.S3TestServer;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S3Mock, the sandbox. */
class SandboxBucketTest extends S3BucketContract {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @Override
  S3TestServer server() {
    return S3TestServer.sandbox(SANDBOX.endpoint());
  }
}
