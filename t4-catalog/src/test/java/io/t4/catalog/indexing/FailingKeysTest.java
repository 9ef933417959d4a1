package io.t4.catalog.indexing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.t4.catalog.CatalogUnderTest;
import io.t4.catalog.S3Proxy;
import io.t4.sandbox.SandboxExtension;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Content;
import io.t4.storage.ObjectStore;
import io.t4.storage.WriteOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An object that can't be read keeps no other from being found. */
class FailingKeysTest {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  @TempDir Path data;
  private String name;
  private String bucket;
  private S3Proxy proxy;
  private CatalogUnderTest catalog;
  private ObjectStore store;

  @BeforeEach
  void start() throws IOException {
    name = SANDBOX.newBucket();
    bucket = "s3://" + name;
    proxy = S3Proxy.before(SANDBOX.endpoint());
    catalog =
        CatalogUnderTest.builder(
                List.of(bucket),
                Map.of("indexing.retry-delay", "10ms", "indexing.poll-interval", "200ms"))
            .search(SEARCH.uri())
            .endpoint(proxy.uri())
            .data(data)
            .start();
    store = catalog.bucket(bucket).store();
  }

  @AfterEach
  void stop() {
    catalog.close();
    proxy.close();
  }

  private void put(String key, String text) throws IOException {
    store.put(key, Content.of(text.getBytes(UTF_8)), WriteOptions.NONE);
  }

  private JsonNode letters() {
    return catalog.get("/api/buckets/" + name + "/dead-letters");
  }

  private void awaitLetters(int count) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(letters().size()).isEqualTo(count));
  }

  @Test
  void givesAKeyUpAfterSomeAttemptsAndTriesItAgainWhenAsked() throws IOException {
    proxy.refuse(name, "bad.txt");
    put("bad.txt", "loki");
    put("good.txt", "thor");
    catalog.awaitKeys(bucket, "thor", "good.txt");
    awaitLetters(1);
    JsonNode letter = letters().get(0);
    assertThat(letter.path("key").asString()).isEqualTo("bad.txt");
    assertThat(letter.path("attempts").asInt()).isEqualTo(KeyChanges.MAX_ATTEMPTS);
    assertThat(letter.path("error").asString()).contains("bad.txt");
    assertThat(catalog.status(bucket).deadLetters()).isEqualTo(1);

    // Still refused: it comes back.
    assertThat(replay()).isEqualTo(1);
    awaitLetters(1);

    proxy.allow();
    assertThat(replay()).isEqualTo(1);
    catalog.awaitKeys(bucket, "loki", "bad.txt");
    awaitLetters(0);
    catalog.awaitEqualToBucket(bucket);
  }

  @Test
  void leavesAGivenUpKeyAloneUntilItChanges() throws IOException {
    proxy.refuse(name, "bad.txt");
    put("bad.txt", "loki");
    awaitLetters(1);
    // S3 tells times in seconds: for two of them the object may have changed again.
    await()
        .during(Duration.ofSeconds(1))
        .atMost(Duration.ofSeconds(20))
        .until(
            new java.util.concurrent.Callable<Boolean>() {
              private int before = -1;

              @Override
              public Boolean call() {
                int now = proxy.refusals(name, "bad.txt");
                boolean same = now == before;
                before = now;
                return same;
              }
            });
    proxy.allow();
    put("bad.txt", "loki, better now");
    catalog.awaitKeys(bucket, "better", "bad.txt");
    awaitLetters(0);
  }

  @Test
  void forgetsAGivenUpKeyThatIsGone() throws IOException {
    proxy.refuse(name, "bad.txt");
    put("bad.txt", "loki");
    awaitLetters(1);
    // Keys that nobody can have keep nothing up.
    catalog.bucket(bucket).indexing().mayHaveChanged("k".repeat(2_000));
    String id = catalog.listed(bucket).get(0).replaceAll(".* version (\\S+) .*", "$1");
    store.delete("bad.txt", id);
    catalog.bucket(bucket).indexing().mayHaveChanged("bad.txt");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(letters().toString()).doesNotContain("bad.txt"));
  }

  private int replay() {
    String answer = catalog.post("/api/buckets/" + name + "/dead-letters/replay", "{}").body();
    return Integer.parseInt(answer.replaceAll("\\D", ""));
  }

  @Test
  void tellsHowMuchOfAContentIsIndexed() throws IOException {
    put("good.txt", "thor");
    put("broken.pdf", "%PDF-1.7 and nothing that follows from it");
    put("picture.even", "no text");
    catalog.awaitKeys(bucket, "content_state:complete", "good.txt");
    catalog.awaitKeys(bucket, "content_state:none", "picture.even");
    catalog.awaitKeys(bucket, "content_state:malformed", "broken.pdf");
  }
}
