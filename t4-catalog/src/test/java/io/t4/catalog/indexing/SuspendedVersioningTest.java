package io.t4.catalog.indexing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.t4.catalog.CatalogUnderTest;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Content;
import io.t4.storage.ObjectStore;
import io.t4.storage.WriteOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** The version that is written while no versions are kept has one document, whatever its id. */
@EnabledIfEnvironmentVariable(
    named = "T4_TEST_S3_ENDPOINT",
    matches = ".+",
    disabledReason = "needs a server that suspends versioning as S3 does: T4_TEST_S3_ENDPOINT")
class SuspendedVersioningTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  @TempDir Path data;

  @Test
  void isOneDocument() throws IOException {
    URI endpoint = URI.create(System.getenv("T4_TEST_S3_ENDPOINT"));
    String name = "suspended-" + UUID.randomUUID();
    String bucket = "s3://" + name;
    try (S3Client s3 = client(endpoint)) {
      s3.createBucket(request -> request.bucket(name));
      try (CatalogUnderTest catalog =
          CatalogUnderTest.builder(
                  List.of(bucket),
                  Map.of("indexing.poll-interval", "200ms", "indexing.tags", "false"))
              .search(SEARCH.uri())
              .endpoint(endpoint)
              .data(data)
              .start()) {
        ObjectStore store = catalog.bucket(bucket).store();
        put(store, "before any version");
        catalog.awaitKeys(bucket, "before", "thor.txt");

        version(s3, name, BucketVersioningStatus.ENABLED);
        put(store, "kept for good");
        catalog.awaitKeys(bucket, "kept", "thor.txt");
        catalog.awaitKeys(bucket, "before latest:false version_id:null", "thor.txt");
        assertEqual(catalog, bucket, 2);

        version(s3, name, BucketVersioningStatus.SUSPENDED);
        put(store, "replaces the first");
        catalog.awaitKeys(bucket, "replaces", "thor.txt");
        catalog.awaitKeys(bucket, "kept latest:false", "thor.txt");
        catalog.awaitKeys(bucket, "before latest:false");
        assertEqual(catalog, bucket, 2);

        put(store, "and once more");
        catalog.awaitKeys(bucket, "once", "thor.txt");
        assertEqual(catalog, bucket, 2);

        catalog.bucket(bucket).indexing().changed("thor.txt").join();
        assertEqual(catalog, bucket, 2);

        version(s3, name, BucketVersioningStatus.ENABLED);
        put(store, "the newest of all");
        // It was told of a change above, and relies on being told since.
        catalog.bucket(bucket).indexing().changed("thor.txt").join();
        catalog.awaitKeys(bucket, "newest", "thor.txt");
        catalog.awaitKeys(bucket, "once latest:false version_id:null", "thor.txt");
        assertEqual(catalog, bucket, 3);
      } finally {
        s3.listObjectVersionsPaginator(request -> request.bucket(name))
            .versions()
            .forEach(
                version ->
                    s3.deleteObject(
                        request ->
                            request
                                .bucket(name)
                                .key(version.key())
                                .versionId(version.versionId())));
        s3.deleteBucket(request -> request.bucket(name));
      }
    }
  }

  private static void assertEqual(CatalogUnderTest catalog, String bucket, int versions) {
    catalog.awaitEqualToBucket(bucket);
    assertThat(catalog.indexed(bucket)).hasSize(versions);
  }

  private static void put(ObjectStore store, String text) throws IOException {
    store.put("thor.txt", Content.of(text.getBytes(UTF_8)), WriteOptions.NONE);
  }

  private static void version(S3Client s3, String name, BucketVersioningStatus status) {
    s3.putBucketVersioning(
        request ->
            request
                .bucket(name)
                .versioningConfiguration(configuration -> configuration.status(status)));
  }

  private static S3Client client(URI endpoint) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    setting("T4_TEST_S3_ACCESS_KEY"), setting("T4_TEST_S3_SECRET_KEY"))))
        .build();
  }

  private static String setting(String name) {
    return Objects.requireNonNullElse(System.getenv(name), "test");
  }
}
