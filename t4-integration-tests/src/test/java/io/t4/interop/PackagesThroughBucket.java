package io.t4.interop;

import io.t4.interop.RandomPackages.Sources;
import io.t4.servers.BucketOnServer;
import io.t4.servers.S3TestServer;
import io.t4.session.T4Session;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Packages go from Python to Java and back through a bucket. */
abstract class PackagesThroughBucket extends BucketOnServer {
  /** How content gets into the packages that Python makes. */
  Sources sources() {
    return Sources.FILES;
  }

  /** When boto3 checks the checksums of answers: its own default. */
  String checksums() {
    return "when_supported";
  }

  @Test
  void goBothWays() throws Exception {
    Python python = Python.withQuilt();
    try (T4Session session =
        server()
            .session()
            .configDirectory(disk.resolve("own"))
            .dataDirectory(disk.resolve("data"))
            .cacheDirectory(disk.resolve("cache"))
            .build()) {
      new PackageRoundTrip(
              python,
              session,
              bucket().location().toString(),
              Files.createDirectory(disk.resolve("work")),
              Map.of(
                  "AWS_ENDPOINT_URL", server().endpoint().toString(),
                  "AWS_RESPONSE_CHECKSUM_VALIDATION", checksums(),
                  "AWS_REGION", S3TestServer.REGION,
                  "AWS_DEFAULT_REGION", S3TestServer.REGION,
                  "AWS_ACCESS_KEY_ID", server().accessKey(),
                  "AWS_SECRET_ACCESS_KEY", server().secretKey()),
              sources())
          .run();
    }
  }
}
