package io.t4.interop;

import io.t4.sandbox.SandboxExtension;
import io.t4.servers.S3TestServer;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S3Mock, the sandbox. */
class SandboxWorkflowsTest extends WorkflowVersions {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @Override
  protected S3TestServer server() {
    return S3TestServer.sandbox(SANDBOX.endpoint());
  }
}
