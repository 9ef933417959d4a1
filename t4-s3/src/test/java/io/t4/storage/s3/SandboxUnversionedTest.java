package io.t4.storage.s3;

import io.t4.sandbox.SandboxExtension;
import io.t4.storage.Location;
import io.t4.storage.UnversionedContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/** S3Mock, the sandbox. */
class SandboxUnversionedTest extends S3StoreContract implements UnversionedContract {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @Override
  S3Server server() {
    return S3Server.sandbox(SANDBOX.endpoint());
  }

  @Override
  Location newBucket(S3Connection on) {
    return S3Server.newBucket(on.client());
  }
}
