package io.t4.publishing;

import io.t4.sandbox.SandboxExtension;
import io.t4.servers.S3TestServer;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A bucket of the sandbox. */
class SandboxPublishingTest extends S3PublishingContract {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @Override
  S3TestServer server() {
    return S3TestServer.sandbox(SANDBOX.endpoint());
  }
}
