package io.t4.catalog.indexing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.t4.catalog.CatalogUnderTest;
import io.t4.catalog.S3Proxy;
import io.t4.catalog.database.DeadLetter;
import io.t4.sandbox.SandboxExtension;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Content;
import io.t4.storage.ObjectStore;
import io.t4.storage.WriteOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
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
    // Several times as many, if it was reminded of before it was given up.
    assertThat(letter.path("attempts").asInt())
        .isPositive()
        .matches(attempts -> attempts % KeyChanges.MAX_ATTEMPTS == 0);
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

  @Test
  void indexesAnArchivedObjectByAllButItsContent() throws IOException {
    proxy.archive(name, "runs/cold-thunder.txt");
    store.put(
        "runs/cold-thunder.txt",
        Content.of("loki sleeps".getBytes(UTF_8)),
        WriteOptions.withMetadata(Map.of("helium", "{\"user_meta\": {\"realm\": \"hel\"}}")));
    catalog.awaitKeys(bucket, "thunder", "runs/cold-thunder.txt");
    catalog.awaitKeys(bucket, "user_meta.realm:hel size:11", "runs/cold-thunder.txt");
    JsonNode found = catalog.hits(bucket, "content_state:unreadable").get(0).path("_source");
    assertThat(found.path("content_detail").asString())
        .contains("runs/cold-thunder.txt")
        .contains("storage class");
    awaitLetters(1);
    catalog.awaitEqualToBucket(bucket);
    assertThat(catalog.search(bucket, "loki")).isEmpty();

    proxy.allow();
    assertThat(replay()).isEqualTo(1);
    catalog.awaitKeys(bucket, "loki content_state:complete", "runs/cold-thunder.txt");
    awaitLetters(0);
  }

  @Test
  void indexesAnObjectThatItMayNotReadByWhatTheListingTells() throws IOException {
    proxy.refuse(name, "thor/secret.txt");
    put("thor/secret.txt", "loki");
    catalog.awaitKeys(bucket, "key:thor/ size:4 last_modified:>now-1h ext:txt", "thor/secret.txt");
    assertThat(catalog.search(bucket, "content_state:unreadable"))
        .containsExactly("thor/secret.txt");
    awaitLetters(1);
    catalog.awaitEqualToBucket(bucket);
  }

  @Test
  void keepsWhatItHasReadOfAnObjectThatCanNoLongerBeRead() throws IOException {
    put("once.txt", "heimdall");
    catalog.awaitKeys(bucket, "heimdall", "once.txt");
    proxy.refuse(name, "once.txt");
    catalog.bucket(bucket).indexing().mayHaveChanged("once.txt");
    awaitLetters(1);
    assertThat(catalog.search(bucket, "heimdall content_state:complete"))
        .containsExactly("once.txt");
  }

  @Test
  void triesAKeyTheMoreRarelyTheMoreOftenItHasFailed() {
    assertThat(List.of(pause(5), pause(10), pause(15), pause(5_000)))
        .containsExactly(
            Duration.ofHours(1), Duration.ofHours(2), Duration.ofHours(4), Duration.ofHours(32));
  }

  private static Duration pause(int attempts) {
    return ComparedKeys.pause(new DeadLetter("s3://a", "b", "c", attempts, Instant.EPOCH));
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
