package io.t4.servers;

import io.t4.session.T4Session;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;

/**
 * A server that tests may make buckets on. What the tests prepare here goes through the SDK and not
 * through the code under test.
 *
 * @param accessKey any where the server doesn't check
 */
public record S3TestServer(URI endpoint, String accessKey, String secretKey) {
  /** The region that clients of servers without regions name. */
  public static final String REGION = "us-east-1";

  private static final String ENDPOINT = "T4_TEST_S3_ENDPOINT";
  private static final String ACCESS_KEY = "T4_TEST_S3_ACCESS_KEY";
  private static final String SECRET_KEY = "T4_TEST_S3_SECRET_KEY";

  /** The sandbox, which takes any credentials. */
  public static S3TestServer sandbox(URI endpoint) {
    return new S3TestServer(endpoint, "test", "test");
  }

  /** Whether the environment or system properties name a second server; JUnit asks by name. */
  public static boolean hasSecond() {
    return setting(ENDPOINT) != null;
  }

  /** The server that {@code T4_TEST_S3_ENDPOINT} and its two keys name: in CI, MinIO. */
  public static S3TestServer second() {
    return new S3TestServer(
        URI.create(required(ENDPOINT)), required(ACCESS_KEY), required(SECRET_KEY));
  }

  private static String required(String name) {
    String value = setting(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set");
    }
    return value;
  }

  private static @Nullable String setting(String name) {
    return System.getProperty(name, System.getenv(name));
  }

  /** A session with this server; the caller gives it a directory for its configuration. */
  public T4Session.Builder session() {
    return T4Session.builder()
        .endpoint(endpoint.toString())
        .region(REGION)
        .credentials(accessKey, secretKey);
  }

  /** A client of the SDK, to be closed. */
  public S3Client client() {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.of(REGION))
        .forcePathStyle(true)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)))
        .build();
  }

  /** Creates an empty bucket that keeps versions and that no other test has; gives its name. */
  public String newBucket() {
    String name = "t4-test-" + UUID.randomUUID();
    try (S3Client s3 = client()) {
      s3.createBucket(request -> request.bucket(name));
      s3.putBucketVersioning(
          request ->
              request
                  .bucket(name)
                  .versioningConfiguration(
                      versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
    }
    return name;
  }

  /** Removes a bucket with all its versions and unfinished uploads. */
  public void removeBucket(String name) {
    try (S3Client s3 = client()) {
      for (MultipartUpload upload :
          s3.listMultipartUploads(request -> request.bucket(name)).uploads()) {
        s3.abortMultipartUpload(
            request -> request.bucket(name).key(upload.key()).uploadId(upload.uploadId()));
      }
      // MinIO lists what is below an object only when the object is gone; so from the start again.
      List<ObjectIdentifier> page = versions(s3, name);
      while (!page.isEmpty()) {
        List<ObjectIdentifier> versions = page;
        s3.deleteObjects(
            request ->
                request
                    .bucket(name)
                    .delete(Delete.builder().objects(versions).quiet(true).build()));
        page = versions(s3, name);
      }
      s3.deleteBucket(request -> request.bucket(name));
    }
  }

  private static List<ObjectIdentifier> versions(S3Client s3, String bucket) {
    ListObjectVersionsResponse page = s3.listObjectVersions(request -> request.bucket(bucket));
    return Stream.concat(
            page.versions().stream().map(version -> identifier(version.key(), version.versionId())),
            page.deleteMarkers().stream()
                .map(marker -> identifier(marker.key(), marker.versionId())))
        .toList();
  }

  private static ObjectIdentifier identifier(String key, String versionId) {
    return ObjectIdentifier.builder().key(key).versionId(versionId).build();
  }
}
