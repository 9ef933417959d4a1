package io.t4.storage.s3;

import io.t4.error.CredentialsException;
import io.t4.search.RequestSigner;
import io.t4.storage.StoreSettings;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.CredentialUtils;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.regions.Region;

/**
 * Signs requests to search domains on AWS (SigV4), with the credentials that also reach the
 * buckets.
 *
 * <p>Over https only: a signature is good for one request, but the session token that goes with it
 * should not be seen.
 */
public final class AwsRequestSigner implements RequestSigner {
  /** Domains, collections of OpenSearch Serverless, and domains in the newer name space. */
  private static final List<Service> SERVICES =
      List.of(
          new Service("es", Pattern.compile(".+\\.([a-z0-9-]+)\\.es\\.amazonaws\\.com(\\.cn)?")),
          new Service("aoss", Pattern.compile(".+\\.([a-z0-9-]+)\\.aoss\\.amazonaws\\.com")),
          new Service("es", Pattern.compile(".+\\.aos\\.([a-z0-9-]+)\\.on\\.aws")));

  private final Clock clock;
  private final Map<StoreSettings, AwsCredentialsProvider> providers = new ConcurrentHashMap<>();

  /** For the service loader. */
  public AwsRequestSigner() {
    this(Clock.systemUTC());
  }

  AwsRequestSigner(Clock clock) {
    this.clock = clock;
  }

  /** A service's name in signatures, and hosts with the region as first group. */
  private record Service(String name, Pattern host) {
    Matcher matcher(URI url) {
      return host.matcher(String.valueOf(url.getHost()).toLowerCase(Locale.ROOT));
    }
  }

  @Override
  public boolean signs(URI url) {
    return "https".equalsIgnoreCase(url.getScheme())
        && SERVICES.stream().anyMatch(service -> service.matcher(url).matches());
  }

  @Override
  public Map<String, String> sign(Unsigned request, StoreSettings settings) {
    for (Service service : SERVICES) {
      Matcher host = service.matcher(request.url());
      if (host.matches()) {
        return sign(request, service.name, host.group(1), credentials(settings));
      }
    }
    return Map.of();
  }

  private AwsCredentials credentials(StoreSettings settings) {
    try {
      return providers
          .computeIfAbsent(
              settings,
              // Whatever server the buckets are on, this one is AWS.
              known -> S3Credentials.of(known, new S3Endpoint(null, Region.US_EAST_1)))
          .resolveCredentials();
    } catch (S3Credentials.Unusable | SdkClientException e) {
      throw new CredentialsException(
          "The search can't be signed for AWS: %s".formatted(e.getMessage()), e);
    }
  }

  private Map<String, String> sign(
      Unsigned request, String service, String region, AwsCredentials credentials) {
    if (CredentialUtils.isAnonymous(credentials)) {
      return Map.of();
    }
    SdkHttpRequest.Builder unsigned =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.fromValue(request.method()))
            .uri(request.url());
    request.headers().forEach(unsigned::putHeader);
    SdkHttpRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(credentials)
                        .request(unsigned.build())
                        .payload(ContentStreamProvider.fromByteArray(request.body()))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock))
            .request();
    Map<String, String> added = new TreeMap<>();
    signed.forEachHeader(
        (name, values) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (lower.equals("authorization") || lower.startsWith("x-amz-")) {
            added.put(name, String.join(",", values));
          }
        });
    return added;
  }
}
