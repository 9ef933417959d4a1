package io.t4.interop;

import io.t4.interop.RandomPackages.Sources;
import io.t4.sandbox.SandboxExtension;
import io.t4.servers.S3TestServer;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S3Mock, the sandbox. */
class SandboxPackagesTest extends PackagesThroughBucket {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @Override
  protected S3TestServer server() {
    return S3TestServer.sandbox(SANDBOX.endpoint());
  }

  /** S3Mock: quilt3 can't upload, because no answer has the checksum that it asks for. */
  @Override
  Sources sources() {
    return Sources.OBJECTS;
  }

  /** S3Mock gives a part of an object the checksum of the whole. */
  @Override
  String checksums() {
    return "when_required";
  }
}
