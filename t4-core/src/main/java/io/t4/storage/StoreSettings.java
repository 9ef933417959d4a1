package io.t4.storage;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a session says about how to reach its stores. Anything that is null is found by the store's
 * own rules (for S3: AWS's chains of environment, profile and instance).
 *
 * @param endpoint the server's URL with http or https, or null
 * @param region an AWS region's name, or null
 * @param profile the AWS profile that was asked for, or null; its credentials win over those of the
 *     environment, and it gives endpoint and region where nothing else does
 * @param credentials given by the program; they win over the profile's, or null
 * @param concurrency how many requests may be under way at once, at least 1
 */
public record StoreSettings(
    @Nullable URI endpoint,
    @Nullable String region,
    @Nullable String profile,
    @Nullable Credentials credentials,
    int concurrency) {

  public StoreSettings {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be at least 1, not " + concurrency);
    }
  }

  /** As whom requests are made. */
  public sealed interface Credentials {}

  /** As nobody: requests are not signed. */
  public record Anonymous() implements Credentials {}

  /**
   * An access key.
   *
   * @param sessionToken for temporary credentials, else null
   */
  public record AccessKey(String accessKeyId, String secretAccessKey, @Nullable String sessionToken)
      implements Credentials {
    /** Without the secret, so that it can't get into a log. */
    @Override
    public String toString() {
      return "AccessKey[accessKeyId=" + accessKeyId + "]";
    }
  }
}
