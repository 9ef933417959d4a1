package io.t4.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.session.T4Session;
import org.junit.jupiter.api.Test;

class MemoryBucketTest extends BucketContract {
  @Override
  protected String newBucket() {
    return "memory://bucket";
  }

  /** A deviation of this store: its buckets are made when they are opened. */
  @Override
  @Test
  void aMissingBucketIsNotAMissingKey() {
    try (T4Session session = session().build()) {
      assertThat(Bucket.open("memory://any-name", session).keys()).isEmpty();
    }
  }

  @Override
  protected T4Session.Builder session() {
    return T4Session.builder();
  }
}
