package io.t4.catalog.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.t4.catalog.CatalogUnderTest;
import io.t4.catalog.S3Proxy;
import io.t4.sandbox.SandboxExtension;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Content;
import io.t4.storage.WriteOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import tools.jackson.databind.json.JsonMapper;

/** Events that come by SQS, in each of the forms that AWS sends; no comparison finds them. */
class QueueEventsTest {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final Duration SOON = Duration.ofSeconds(2);

  private static SQSRestServer server;
  private static URI endpoint;
  private static SqsClient sqs;

  @TempDir Path data;
  private String name;
  private String bucket;
  private String queue;
  private S3Proxy proxy;
  private CatalogUnderTest catalog;

  @BeforeAll
  static void startQueues() {
    server = SQSRestServerBuilder.withInterface("127.0.0.1").withDynamicPort().start();
    endpoint = URI.create("http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort());
    sqs =
        SqsClient.builder()
            .endpointOverride(endpoint)
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
            .build();
  }

  @AfterAll
  static void stopQueues() {
    sqs.close();
    server.stopAndWait();
  }

  @BeforeEach
  void start() throws IOException {
    name = SANDBOX.newBucket();
    bucket = "s3://" + name;
    queue = sqs.createQueue(request -> request.queueName("q-" + UUID.randomUUID())).queueUrl();
    proxy = S3Proxy.before(SANDBOX.endpoint());
    catalog =
        CatalogUnderTest.builder(
                List.of(bucket),
                Map.of(
                    "indexing.poll-interval",
                    "1h",
                    "events.queues[0]",
                    queue,
                    "events.sqs-endpoint-url",
                    endpoint.toString(),
                    "region",
                    "us-east-1"))
            .search(SEARCH.uri())
            .endpoint(proxy.uri())
            .data(data)
            .start();
    catalog.awaitComparison(bucket);
    // The first event makes the catalog compare once more.
    send(notification("nothing"));
    await().atMost(Duration.ofSeconds(20)).until(() -> waiting() == 0);
    catalog.awaitComparison(bucket);
  }

  @AfterEach
  void stop() {
    catalog.close();
    proxy.close();
  }

  private void put(String key, String text) throws IOException {
    catalog.bucket(bucket).store().put(key, Content.of(text.getBytes(UTF_8)), WriteOptions.NONE);
  }

  private void send(String message) {
    sqs.sendMessage(request -> request.queueUrl(queue).messageBody(message));
  }

  private String notification(String encodedKey) {
    return """
        {"Records": [{"eventSource": "aws:s3", "eventName": "ObjectCreated:Put",
          "s3": {"bucket": {"name": "%s"}, "object": {"key": "%s"}}}]}"""
        .formatted(name, encodedKey);
  }

  /** Messages that were not deleted, seen or not. */
  private int waiting() {
    Map<QueueAttributeName, String> attributes =
        sqs.getQueueAttributes(
                request ->
                    request
                        .queueUrl(queue)
                        .attributeNames(
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes();
    return attributes.values().stream().mapToInt(Integer::parseInt).sum();
  }

  @Test
  void findsWhatS3Tells() throws IOException {
    put("dir/by s3.txt", "thor");
    send(notification("dir/by+s3.txt"));
    catalog.awaitKeys(SOON, bucket, "thor", "dir/by s3.txt");

    catalog.bucket(bucket).store().delete("dir/by s3.txt", null);
    send(notification("dir/by+s3.txt"));
    catalog.awaitKeys(SOON, bucket, "thor");
    await().atMost(SOON).until(() -> waiting() == 0);
  }

  @Test
  void findsWhatSnsTells() throws IOException {
    put("by sns.txt", "odin");
    send(
        "{\"Type\": \"Notification\", \"Message\": "
            + JsonMapper.shared().writeValueAsString(notification("by%20sns.txt"))
            + "}");
    catalog.awaitKeys(SOON, bucket, "odin", "by sns.txt");
  }

  @Test
  void findsWhatEventBridgeTells() throws IOException {
    put("by+eventbridge.txt", "freyja");
    send(
        """
        {"source": "aws.s3", "detail-type": "Object Created",
         "detail": {"bucket": {"name": "%s"}, "object": {"key": "by+eventbridge.txt"}}}"""
            .formatted(name));
    catalog.awaitKeys(SOON, bucket, "freyja", "by+eventbridge.txt");
  }

  @Test
  void deletesAMessageWhenItsObjectIsIndexed() throws IOException {
    put("slow.txt", "heimdall");
    CountDownLatch held = proxy.hold(name, "slow.txt");
    send(notification("slow.txt"));
    await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(5)).until(() -> waiting() == 1);
    held.countDown();
    catalog.awaitKeys(SOON, bucket, "heimdall", "slow.txt");
    await().atMost(SOON).until(() -> waiting() == 0);
  }

  @Test
  void leavesWhatItCannotReadAndGoesOn() throws IOException {
    send("no JSON");
    put("after.txt", "baldr");
    send(notification("after.txt"));
    catalog.awaitKeys(SOON, bucket, "baldr", "after.txt");
    assertThat(waiting()).isEqualTo(1);
  }
}
