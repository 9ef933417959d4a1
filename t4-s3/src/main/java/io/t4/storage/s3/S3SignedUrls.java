package io.t4.storage.s3;

import io.t4.storage.InvalidCredentialsException;
import io.t4.storage.Location;
import io.t4.storage.SupportsPresigning;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.CredentialUtils;
import software.amazon.awssdk.regions.Region;

/** Signs URLs. For the contract see {@link SupportsPresigning}. */
final class S3SignedUrls {
  private final S3Requests requests;

  S3SignedUrls(S3Requests requests) {
    this.requests = requests;
  }

  URI presignGet(String key, @Nullable String versionId, Duration validity) throws IOException {
    Location target = requests.target(key, versionId);
    requireSignable(target, validity);
    return requests.call(
        S3Action.SIGN,
        target,
        () ->
            requests
                .connection()
                .presigner(region())
                .presignGetObject(
                    presign ->
                        presign
                            .signatureDuration(validity)
                            .getObjectRequest(
                                request ->
                                    request
                                        .bucket(target.bucket())
                                        .key(key)
                                        .versionId(target.versionId())))
                .httpRequest()
                .getUri());
  }

  URI presignPut(String key, Duration validity) throws IOException {
    Location target = requests.target(key, null);
    requireSignable(target, validity);
    return requests.call(
        S3Action.SIGN,
        target,
        () ->
            requests
                .connection()
                .presigner(region())
                .presignPutObject(
                    presign ->
                        presign
                            .signatureDuration(validity)
                            .putObjectRequest(request -> request.bucket(target.bucket()).key(key)))
                .httpRequest()
                .getUri());
  }

  private void requireSignable(Location target, Duration validity) throws IOException {
    if (validity.compareTo(Duration.ofSeconds(1)) < 0
        || validity.compareTo(SupportsPresigning.MAX_VALIDITY) > 0) {
      throw new IllegalArgumentException(
          "A signed URL of %s can't be valid for %s; choose one second to seven days."
              .formatted(S3Errors.name(target), validity));
    }
    boolean anonymous =
        requests.call(
            S3Action.SIGN,
            target,
            () ->
                CredentialUtils.isAnonymous(
                    requests.connection().credentials().resolveCredentials()));
    if (anonymous) {
      throw new InvalidCredentialsException(
          S3Errors.name(target),
          "a URL can only be signed with credentials, and none are configured; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a profile, or those of the session");
    }
  }

  /** The bucket's own region on AWS, where a URL signed for another one is refused. */
  private Region region() {
    Region configured = requests.connection().endpoint().region();
    if (!requests.isAws()) {
      return configured;
    }
    String region =
        requests
            .client()
            .headBucket(request -> request.bucket(requests.location().bucket()))
            .bucketRegion();
    return region == null ? configured : Region.of(region);
  }
}
