package io.t4.contract;

import io.t4.bucket.BucketContract;
import io.t4.servers.S3TestServer;
import io.t4.session.T4Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** The contract of buckets, in a bucket of its own for each test that is removed afterwards. */
abstract class S3BucketContract extends BucketContract {
  private @Nullable String name;

  /** The server to test against. */
  abstract S3TestServer server();

  @Override
  protected final String newBucket() {
    name = server().newBucket();
    return "s3://" + name;
  }

  @Override
  protected final T4Session.Builder session() {
    return server().session();
  }

  @AfterEach
  final void removeBucket() {
    if (name != null) {
      server().removeBucket(name);
    }
  }
}
