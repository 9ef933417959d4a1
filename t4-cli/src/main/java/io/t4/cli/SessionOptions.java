package io.t4.cli;

import io.t4.session.T4Session;
import io.t4.transfer.TransferListener;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How to reach the buckets. */
final class SessionOptions {
  @Option(
      names = "--endpoint-url",
      paramLabel = "URL",
      description = "The S3 server, such as http://127.0.0.1:9000 (else AWS_ENDPOINT_URL_S3).")
  private @Nullable String endpoint;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "The AWS region (else AWS_REGION).")
  private @Nullable String region;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "The profile in ~/.aws to use (else AWS_PROFILE).")
  private @Nullable String profile;

  /** A session that tells nobody of transfers but warns on standard error. */
  T4Session open() {
    return open(new Warnings());
  }

  /** A session whose transfers a listener hears of. */
  T4Session open(TransferListener listener) {
    T4Session.Builder session = T4Session.builder().listener(listener);
    if (endpoint != null) {
      session.endpoint(endpoint);
    }
    if (region != null) {
      session.region(region);
    }
    if (profile != null) {
      // The AWS SDK's own switch, which is for a process as this option is.
      System.setProperty("aws.profile", profile);
    }
    return session.build();
  }
}
