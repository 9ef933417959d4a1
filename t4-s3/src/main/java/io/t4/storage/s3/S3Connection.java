package io.t4.storage.s3;

import io.t4.storage.StoreSettings;
import java.io.Closeable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/** The client of one server with one set of credentials, shared by its buckets. Thread safe. */
final class S3Connection implements Closeable {
  /** For listings and streams that callers keep open beside the transfers. */
  private static final int SPARE_CONNECTIONS = 16;

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration POOL_TIMEOUT = Duration.ofSeconds(60);

  /** Below the 20 s after which AWS and Tomcat drop an idle connection. */
  private static final Duration IDLE_TIME = Duration.ofSeconds(15);

  private final S3Endpoint endpoint;
  private final AwsCredentialsProvider credentials;
  private final S3Client client;
  private final Map<Region, S3Presigner> presigners = new ConcurrentHashMap<>();

  private S3Connection(
      S3Endpoint endpoint, AwsCredentialsProvider credentials, int maxConnections) {
    this.endpoint = endpoint;
    this.credentials = credentials;
    this.client =
        S3Client.builder()
            .httpClientBuilder(
                Apache5HttpClient.builder()
                    .maxConnections(maxConnections)
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(SOCKET_TIMEOUT)
                    .connectionAcquisitionTimeout(POOL_TIMEOUT)
                    .connectionMaxIdleTime(IDLE_TIME)
                    .useIdleConnectionReaper(true)
                    .tcpKeepAlive(true))
            .endpointOverride(endpoint.override())
            .region(endpoint.region())
            .crossRegionAccessEnabled(true)
            .forcePathStyle(!endpoint.isAws())
            .credentialsProvider(credentials)
            // Bodies are checked by UploadBody and, where the server can, by the SHA-256 that goes
            // with them. The SDK's own default is a trailer, which many servers refuse.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .addPlugin(LegacyMd5Plugin.create())
            .serviceConfiguration(S3Configuration.builder().chunkedEncodingEnabled(false).build())
            .overrideConfiguration(override -> override.retryStrategy(RetryMode.STANDARD))
            .build();
  }

  static S3Connection open(StoreSettings settings) {
    S3Endpoint endpoint = S3Endpoint.of(settings);
    return new S3Connection(
        endpoint, S3Credentials.of(settings, endpoint), settings.concurrency() + SPARE_CONNECTIONS);
  }

  S3Client client() {
    return client;
  }

  S3Endpoint endpoint() {
    return endpoint;
  }

  AwsCredentialsProvider credentials() {
    return credentials;
  }

  /** Signs URLs for one region: a signed URL can't be redirected to another. */
  S3Presigner presigner(Region region) {
    return presigners.computeIfAbsent(region, this::openPresigner);
  }

  private S3Presigner openPresigner(Region region) {
    return S3Presigner.builder()
        .region(region)
        .endpointOverride(endpoint.override())
        .credentialsProvider(credentials)
        .serviceConfiguration(
            S3Configuration.builder().pathStyleAccessEnabled(!endpoint.isAws()).build())
        .build();
  }

  @Override
  public void close() {
    presigners.values().forEach(S3Presigner::close);
    client.close();
  }
}
