package io.t4.storage.s3;

import io.t4.storage.Location;
import io.t4.storage.UnversionedContract;
import org.junit.jupiter.api.condition.EnabledIf;

/** Another server than the sandbox: MinIO, as CI starts it. */
@EnabledIf(
    value = "io.t4.storage.s3.S3Server#hasSecond",
    disabledReason = "T4_TEST_S3_ENDPOINT names no second S3 server")
class SecondServerUnversionedTest extends MinioContract implements UnversionedContract {
  @Override
  Location newBucket(S3Connection on) {
    return S3Server.newBucket(on.client());
  }
}
