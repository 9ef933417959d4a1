package io.t4.storage.s3;

import io.t4.storage.Listing;
import io.t4.storage.Location;
import io.t4.storage.ObjectVersion;
import io.t4.storage.StoreSettings;
import java.io.IOException;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/**
 * A server that tests may make buckets on.
 *
 * @param accessKey any where the server doesn't check
 */
record S3Server(URI endpoint, String accessKey, String secretKey) {
  private static final String ENDPOINT = "T4_TEST_S3_ENDPOINT";

  /** The sandbox, which takes any credentials. */
  static S3Server sandbox(URI endpoint) {
    return new S3Server(endpoint, "test", "test");
  }

  /** Whether the environment or system properties name a second server. */
  static boolean hasSecond() {
    return setting(ENDPOINT) != null;
  }

  /**
   * The server of {@code T4_TEST_S3_ENDPOINT}, {@code T4_TEST_S3_ACCESS_KEY} and {@code
   * T4_TEST_S3_SECRET_KEY}.
   */
  static S3Server second() {
    return new S3Server(
        URI.create(required(ENDPOINT)),
        required("T4_TEST_S3_ACCESS_KEY"),
        required("T4_TEST_S3_SECRET_KEY"));
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

  StoreSettings settings() {
    return new StoreSettings(
        endpoint, null, null, new StoreSettings.AccessKey(accessKey, secretKey, null), 16);
  }

  /** Creates a bucket that no other test has. */
  static Location newBucket(S3Client client) {
    String name = "t4-test-" + UUID.randomUUID();
    client.createBucket(request -> request.bucket(name));
    return Location.bucket("s3", name);
  }

  /** As {@link #newBucket}, keeping versions. */
  static Location newVersionedBucket(S3Client client) {
    Location bucket = newBucket(client);
    client.putBucketVersioning(
        request ->
            request
                .bucket(bucket.bucket())
                .versioningConfiguration(
                    versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
    return bucket;
  }

  /** Removes a bucket with all its versions and unfinished uploads. */
  static void removeBucket(S3ObjectStore store, S3Client client) throws IOException {
    String bucket = store.location().bucket();
    for (MultipartUpload upload :
        client.listMultipartUploads(request -> request.bucket(bucket)).uploads()) {
      store.abortUpload(upload.key(), upload.uploadId());
    }
    // Again: MinIO lists what is below an object only when the object is gone.
    while (removeVersions(store, client)) {}
    client.deleteBucket(request -> request.bucket(bucket));
  }

  private static boolean removeVersions(S3ObjectStore store, S3Client client) throws IOException {
    boolean found = false;
    try (Listing<ObjectVersion> versions = store.listVersions("")) {
      while (versions.hasNext()) {
        ObjectVersion version = versions.next();
        found = true;
        client.deleteObject(
            request ->
                request
                    .bucket(store.location().bucket())
                    .key(version.key())
                    .versionId(version.versionId()));
      }
    }
    return found;
  }
}
