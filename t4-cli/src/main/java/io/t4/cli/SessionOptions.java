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
      description = "The profile in ~/.aws to use, instead of what the environment says.")
  private @Nullable String profile;

  @Option(
      names = "--no-sign-request",
      description = "Ask as nobody, without credentials: for public buckets.")
  private boolean anonymous;

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
      session.profile(profile);
    }
    if (anonymous) {
      session.anonymous();
    }
    return session.build();
  }
}
