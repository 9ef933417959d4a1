package io.t4.catalog.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.t4.catalog.CatalogUnderTest;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Content;
import io.t4.storage.ObjectStore;
import io.t4.storage.WriteOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.QueueConfiguration;

/** Events as MinIO sends them. */
@EnabledIfEnvironmentVariable(
    named = "T4_TEST_WEBHOOK_PORT",
    matches = ".+",
    disabledReason = "needs a MinIO that sends events: T4_TEST_WEBHOOK_PORT, as .ci/run sets it")
class MinioEventsTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final String ARN = "arn:minio:sqs::T4:webhook";

  @TempDir Path data;

  @Test
  void areFoundWithinTwoSeconds() throws Exception {
    URI endpoint = URI.create(System.getenv("T4_TEST_S3_ENDPOINT"));
    String name = "events-" + UUID.randomUUID();
    try (S3Client s3 = client(endpoint)) {
      s3.createBucket(request -> request.bucket(name));
      QueueConfiguration events =
          QueueConfiguration.builder()
              .queueArn(ARN)
              .events(Event.S3_OBJECT_CREATED, Event.S3_OBJECT_REMOVED)
              .build();
      s3.putBucketNotificationConfiguration(
          request ->
              request
                  .bucket(name)
                  .notificationConfiguration(
                      configuration -> configuration.queueConfigurations(events)));
    }
    String bucket = "s3://" + name;
    try (CatalogUnderTest catalog =
        CatalogUnderTest.builder(
                List.of(bucket),
                Map.of(
                    "port", System.getenv("T4_TEST_WEBHOOK_PORT"),
                    "events.webhook-secret", System.getenv("T4_TEST_WEBHOOK_SECRET"),
                    "indexing.poll-interval", "1h"))
            .search(SEARCH.uri())
            .endpoint(endpoint)
            .data(data)
            .start()) {
      ObjectStore store = catalog.bucket(bucket).store();
      // The first event makes the catalog compare once more.
      put(store, "first.txt", "odin");
      catalog.awaitKeys(bucket, "odin", "first.txt");
      catalog.awaitComparison(bucket);

      put(store, "dir/a b+c ✓.txt", "thor");
      catalog.awaitKeys(SOON, bucket, "thor", "dir/a b+c ✓.txt");
      put(store, "dir/a b+c ✓.txt", "freyja");
      catalog.awaitKeys(SOON, bucket, "freyja", "dir/a b+c ✓.txt");
      store.delete("dir/a b+c ✓.txt", null);
      catalog.awaitKeys(SOON, bucket, "freyja");
      catalog.awaitEqualToBucket(bucket);
    }
  }

  private static void put(ObjectStore store, String key, String text) throws Exception {
    store.put(key, Content.of(text.getBytes(UTF_8)), WriteOptions.NONE);
  }

  private static S3Client client(URI endpoint) {
    return S3Client.builder()
        .endpointOverride(endpoint)
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    System.getenv("T4_TEST_S3_ACCESS_KEY"),
                    System.getenv("T4_TEST_S3_SECRET_KEY"))))
        .build();
  }
}
