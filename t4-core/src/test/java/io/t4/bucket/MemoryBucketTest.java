package io.t4.bucket;

import io.t4.session.T4Session;

class MemoryBucketTest extends BucketContract {
  @Override
  protected String newBucket() {
    return "memory://bucket";
  }

  @Override
  protected T4Session.Builder session() {
    return T4Session.builder();
  }
}
