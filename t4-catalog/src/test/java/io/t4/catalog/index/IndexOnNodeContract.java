package io.t4.catalog.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.t4.catalog.CatalogUnderTest;
import io.t4.storage.Location;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An index on a real OpenSearch that somebody deletes from outside. */
abstract class IndexOnNodeContract {
  private static final int OBJECTS = 1_500;

  @TempDir Path data;
  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private final String bucket = "s3://index-" + UUID.randomUUID();
  private SearchEngine engine;
  private BucketIndex index;

  /** The address of an OpenSearch, without a path. */
  abstract URI node();

  @BeforeEach
  void open() {
    engine = SearchEngines.connect(node(), null, null, null);
    index = new SearchIndexes(engine, 1, 0).open(bucket);
  }

  @AfterEach
  void close() throws IOException {
    engine.close();
  }

  private static IndexWrite put(String key, long observed) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("key", key);
    return new IndexWrite.Put(key, DocumentId.of(key, null), document, observed);
  }

  private HttpResponse<String> ask(String method, String path)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(node().resolve(path))
            .method(method, BodyPublishers.noBody())
            .build();
    return http.send(request, BodyHandlers.ofString());
  }

  private void delete(BucketIndex deleted) throws IOException, InterruptedException {
    HttpResponse<String> answer = ask("DELETE", "/" + deleted.name());
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
  }

  /** Our mapping takes no fields that it doesn't know. */
  private void assertOurs(BucketIndex made, String uri) throws IOException, InterruptedException {
    JsonNode mappings =
        JsonMapper.shared()
            .readTree(ask("GET", "/" + made.alias() + "/_mapping").body())
            .path(made.name())
            .path("mappings");
    assertThat(mappings.path("dynamic").asString()).isEqualTo("false");
    assertThat(mappings.path("_meta").path("bucket").asString()).isEqualTo(uri);
  }

  private static IndexWrite removal(String key, long observed) {
    return new IndexWrite.Remove(key, DocumentId.of(key, null), observed);
  }

  @Test
  void noWriteBringsADeletedIndexBack() throws Exception {
    assertThat(index.write(List.of(put("a", 1)))).isEmpty();
    delete(index);

    assertThatThrownBy(() -> index.write(List.of(put("a", 2))))
        .isInstanceOf(IndexGoneException.class);
    // Removals alone, with versions of our own, make an index where no alias is asked for.
    assertThatThrownBy(() -> index.write(List.of(removal("a", 3))))
        .isInstanceOf(IndexGoneException.class);
    assertThat(ask("GET", "/" + index.alias()).statusCode()).isEqualTo(404);
    assertThat(ask("GET", "/" + index.name()).statusCode()).isEqualTo(404);
    assertThatThrownBy(index::refresh).isInstanceOf(IndexGoneException.class);
    assertThatThrownBy(index::count).isInstanceOf(IndexGoneException.class);
    assertThatThrownBy(() -> index.search(Map.of())).isInstanceOf(IndexGoneException.class);

    index.restore();
    assertThat(index.write(List.of(put("a", 4), removal("b", 4)))).isEmpty();
    index.refresh();
    assertThat(index.count()).isEqualTo(1);
    assertOurs(index, bucket);
  }

  @Test
  void anIndexWithoutItsAliasGetsItAgain() throws Exception {
    index.write(List.of(put("a", 1)));
    HttpResponse<String> answer = ask("DELETE", "/" + index.name() + "/_alias/" + index.alias());
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
    assertThatThrownBy(index::count).isInstanceOf(IndexGoneException.class);

    BucketIndex again = new SearchIndexes(engine, 1, 0).open(bucket);

    again.refresh();
    assertThat(again.count()).isEqualTo(1);
  }

  @Test
  void ofTwoInstancesThatMakeAnIndexOneDoes() throws Exception {
    delete(index);
    BucketIndex other = new SearchIndexes(engine, 1, 0).open(bucket);
    index.restore();
    assertThat(other.name()).isEqualTo(index.name());
    other.write(List.of(put("a", 1)));
    index.write(List.of(put("a", 2)));
    index.refresh();
    assertThat(other.count()).isEqualTo(1);
  }

  @Test
  void anIndexOfAnotherFormatIsRemoved() throws Exception {
    String former = index.alias().replaceFirst("^t4-\\d+-", "t4-1-");
    assertThat(ask("PUT", "/" + former).statusCode()).isEqualTo(200);
    index.write(List.of(put("a", 1)));

    BucketIndex again = new SearchIndexes(engine, 1, 0).open(bucket);

    assertThat(ask("GET", "/" + former).statusCode()).isEqualTo(404);
    again.refresh();
    assertThat(again.count()).isEqualTo(1);
  }

  private void write(int from, int to) throws IOException {
    for (int i = from; i < to; i++) {
      Files.writeString(directory.resolve("f%05d.txt".formatted(i)), "thor number" + i);
    }
  }

  private static void awaitMade(BucketIndex index) {
    await()
        .atMost(Duration.ofSeconds(30))
        // Gone, or just made and not ready yet.
        .ignoreExceptionsInstanceOf(SearchEngineException.class)
        .until(() -> index.count() >= 0);
  }

  @Test
  void aCatalogScansTheBucketOfADeletedIndexAgain() throws Exception {
    write(0, OBJECTS);
    String uri = Location.directory(directory).toString();
    try (CatalogUnderTest catalog =
        CatalogUnderTest.builder(List.of(uri), Map.of()).search(node()).data(data).start()) {
      BucketIndex served = catalog.bucket(uri).index();
      // During the scan.
      await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptionsInstanceOf(SearchEngineException.class)
          .until(() -> served.count() > 0);
      delete(served);
      awaitMade(served);
      catalog.awaitEqualToBucket(uri);
      assertOurs(served, uri);

      // Found by a search, where nothing else happens.
      catalog.awaitComparison(uri);
      delete(served);
      HttpResponse<String> answer =
          catalog.post(
              "/api/buckets/" + catalog.bucket(uri).id() + "/drive/_search",
              Map.of("query", Map.of("query_string", Map.of("query", "thor"))));
      assertThat(answer.statusCode()).isEqualTo(503);
      awaitMade(served);
      catalog.awaitEqualToBucket(uri);
      assertOurs(served, uri);

      // Found by what is to be written.
      catalog.awaitComparison(uri);
      delete(served);
      write(OBJECTS, OBJECTS + 1);
      awaitMade(served);
      catalog.awaitEqualToBucket(uri);
      assertOurs(served, uri);
      assertThat(catalog.status(uri).problem()).isNull();
    }
  }
}
