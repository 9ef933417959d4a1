package io.t4.realdata;

import io.t4.sandbox.SandboxExtension;
import io.t4.servers.S3TestServer;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S3Mock, the sandbox. */
class SandboxRealDataTest extends RealDataContract {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @Override
  protected S3TestServer server() {
    return S3TestServer.sandbox(SANDBOX.endpoint());
  }
}
