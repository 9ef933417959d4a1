package io.t4.storage.s3;

import io.t4.storage.Location;
import io.t4.storage.UnversionedContract;

/** S3Mock, the sandbox. */
class SandboxUnversionedTest extends SandboxContract implements UnversionedContract {
  @Override
  Location newBucket(S3Connection on) {
    return S3Server.newBucket(on.client());
  }
}
