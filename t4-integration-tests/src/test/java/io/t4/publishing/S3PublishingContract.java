package io.t4.publishing;

import io.t4.servers.S3TestServer;
import io.t4.session.T4Session;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A registry in a bucket. */
abstract class S3PublishingContract extends PublishingContract {
  private @Nullable String bucket;

  abstract S3TestServer server();

  @Override
  final String registry() {
    String made = server().newBucket();
    bucket = made;
    return "s3://" + made;
  }

  @Override
  final Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_S3", server().endpoint().toString(),
        "AWS_REGION", S3TestServer.REGION,
        "AWS_ACCESS_KEY_ID", server().accessKey(),
        "AWS_SECRET_ACCESS_KEY", server().secretKey());
  }

  @Override
  final T4Session session() {
    return server().session().configDirectory(directory.resolve("config")).build();
  }

  @AfterEach
  final void removeBucket() {
    if (bucket != null) {
      server().removeBucket(bucket);
    }
  }
}
