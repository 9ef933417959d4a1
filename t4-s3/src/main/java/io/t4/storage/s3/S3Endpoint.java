package io.t4.storage.s3;

import io.t4.error.ConfigException;
import io.t4.storage.StoreSettings;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.endpoint.AwsClientEndpointProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/**
 * Which server is meant, and for which region requests are signed.
 *
 * @param override the server's URL; null for the region's own one of AWS
 * @param region the first guess; on AWS a bucket elsewhere is followed to its region
 */
record S3Endpoint(@Nullable URI override, Region region) {
  private static final Pattern AWS_HOST = Pattern.compile("(?:.+\\.)?amazonaws\\.com(?:\\.cn)?");

  /**
   * The endpoint is that of the settings, else that of {@code AWS_ENDPOINT_URL_S3}, {@code
   * AWS_ENDPOINT_URL} or the profile; the region that of the settings, else of {@code AWS_REGION}
   * or the profile, else us-east-1. The instance metadata service is not asked for a region: where
   * there is none, that takes seconds, and a wrong region costs one request.
   */
  static S3Endpoint of(StoreSettings settings) {
    URI override = settings.endpoint();
    if (override == null) {
      override = configured(settings.profile()).orElse(null);
    }
    if (override != null) {
      requireUrl(override);
    }
    String region = settings.region();
    return new S3Endpoint(
        override, region == null ? configuredRegion(settings.profile()) : Region.of(region));
  }

  private static Optional<URI> configured(@Nullable String profile) {
    try {
      return AwsClientEndpointProvider.builder()
          .profileName(profile)
          .serviceEndpointOverrideEnvironmentVariable("AWS_ENDPOINT_URL_S3")
          .serviceEndpointOverrideSystemProperty("aws.endpointUrlS3")
          .serviceProfileProperty("s3")
          .resolveFromOverrides();
    } catch (SdkClientException e) {
      throw new ConfigException(
          "The endpoint in AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL or the profile is not a URL with http or https: "
              + e.getMessage(),
          e);
    }
  }

  private static Region configuredRegion(@Nullable String profile) {
    try {
      return new AwsRegionProviderChain(
              new SystemSettingsRegionProvider(), new AwsProfileRegionProvider(null, profile))
          .getRegion();
    } catch (SdkClientException e) {
      // None is configured; the providers have no other way to say so.
      return Region.US_EAST_1;
    }
  }

  private static void requireUrl(URI endpoint) {
    String scheme = endpoint.getScheme();
    boolean http =
        scheme != null && (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"));
    if (!http || endpoint.getHost() == null) {
      throw new ConfigException(
          "The endpoint '%s' is not a URL with http or https; write it like https://s3.example.org:9000."
              .formatted(endpoint));
    }
    if (endpoint.getUserInfo() != null) {
      throw new ConfigException(
          "The endpoint on host '%s' has credentials in its URL; give them as access key and secret."
              .formatted(endpoint.getHost()));
    }
  }

  /** Whether requests go to AWS itself, with its names of hosts, regions and checksums. */
  boolean isAws() {
    return override == null
        || AWS_HOST.matcher(override.getHost().toLowerCase(Locale.ROOT)).matches();
  }

  /** For messages. */
  @Override
  public String toString() {
    return override == null ? "Amazon S3 (region " + region + ")" : override.toString();
  }
}
