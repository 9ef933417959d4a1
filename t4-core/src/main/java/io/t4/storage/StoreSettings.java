package io.t4.storage;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * What a session says about how to reach its stores. Anything that is null is found by the store's
 * own rules (for S3: AWS's chains of environment, profile and instance).
 *
 * @param endpoint the server's URL with http or https, or null
 * @param region an AWS region's name, or null
 * @param credentials keys given by the program, or null
 * @param concurrency how many requests may be under way at once, at least 1
 */
public record StoreSettings(
    @Nullable URI endpoint,
    @Nullable String region,
    @Nullable Credentials credentials,
    int concurrency) {

  public StoreSettings {
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency must be at least 1, not " + concurrency);
    }
  }

  /**
   * An access key.
   *
   * @param sessionToken for temporary credentials, else null
   */
  public record Credentials(
      String accessKeyId, String secretAccessKey, @Nullable String sessionToken) {
    /** Without the secret, so that it can't get into a log. */
    @Override
    public String toString() {
      return "Credentials[accessKeyId=" + accessKeyId + "]";
    }
  }
}
