package io.t4.catalog.indexing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.t4.catalog.CatalogUnderTest;
import io.t4.sandbox.SandboxExtension;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Content;
import io.t4.storage.ObjectStore;
import io.t4.storage.WriteOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Metadata of any form, and the index's own form. */
class MetadataTest {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final int FIELDS = 2_000;
  private static final int FIELDS_OF_OBJECT = 50;

  @TempDir Path data;
  private String bucket;
  private CatalogUnderTest catalog;

  @BeforeEach
  void start() {
    bucket = "s3://" + SANDBOX.newBucket();
    catalog = startCatalog();
  }

  private CatalogUnderTest startCatalog() {
    return CatalogUnderTest.builder(List.of(bucket), Map.of("indexing.poll-interval", "200ms"))
        .search(SEARCH.uri())
        .endpoint(SANDBOX.endpoint())
        .data(data)
        .start();
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  private void put(String key, String userMeta) throws IOException {
    catalog
        .bucket(bucket)
        .store()
        .put(
            key,
            Content.of(key.getBytes(UTF_8)),
            WriteOptions.withMetadata(Map.of("helium", "{\"user_meta\": " + userMeta + "}")));
  }

  @Test
  void metadataThatIsSetAnewIsFound() throws IOException {
    ObjectStore store = catalog.bucket(bucket).store();
    put("thor.md", "{\"rating\": 1}");
    catalog.awaitKeys(bucket, "user_meta.rating:1", "thor.md");

    String helium = "{\"user_meta\": {\"rating\": 5}}";
    store.copy(
        store,
        store.stat("thor.md", null),
        "thor.md",
        WriteOptions.withMetadata(Map.of("helium", helium)));

    catalog.awaitKeys(bucket, "user_meta.rating:5", "thor.md");
    assertThat(catalog.search(bucket, "user_meta.rating:1")).isEmpty();
  }

  /** A Mac writes a letter and its accent as two characters. */
  @Test
  void accentsAreFoundHoweverTheyAreWritten() throws IOException {
    String decomposed = "ko\u0308nig.txt";
    put(decomposed, "{\"gro\u0308\u00dfe\": \"scho\u0308n\"}");
    put("k\u00f6nigin.txt", "{\"gr\u00f6\u00dfe\": \"sch\u00f6ner\"}");
    catalog.awaitKeys(bucket, "txt", decomposed, "k\u00f6nigin.txt");

    for (String composed :
        List.of(
            "k\u00f6nig",
            "text:k\u00f6nig",
            "key_text:k\u00f6nig",
            "key:k\u00f6nig.txt",
            "key:'k\u00f6nig.txt'",
            "key:k\u00f6nig?txt",
            "user_meta.gr\u00f6\u00dfe:sch\u00f6n",
            "user_meta.gr\u00f6\u00dfe:/sch\u00f6n/")) {
      String query = Normalizer.normalize(composed, Normalizer.Form.NFD);
      assertThat(catalog.search(bucket, composed)).as(composed).containsExactly(decomposed);
      assertThat(catalog.search(bucket, query)).as(query).containsExactly(decomposed);
    }
    assertThat(catalog.search(bucket, "konig")).containsExactly(decomposed);
    assertThat(catalog.search(bucket, "key:ko\u0308nigin.txt")).containsExactly("k\u00f6nigin.txt");
  }

  private static JsonNode engine(String method, String path, String body) throws Exception {
    URI uri = SEARCH.uri().resolve(path);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return JsonMapper.shared()
        .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }

  @Test
  void findsNumbersAndTextsOfOneField() throws IOException {
    put("number", "{\"depth\": 12}");
    put("text", "{\"depth\": \"twelve and deeper\"}");
    put("string", "{\"depth\": \"12\"}");
    catalog.awaitKeys(bucket, "user_meta.depth:12", "number", "string");
    catalog.awaitKeys(bucket, "user_meta.depth:>11", "number", "string");
    catalog.awaitKeys(bucket, "user_meta.depth:twelve", "text");
    catalog.awaitKeys(bucket, "_exists_:user_meta.depth", "number", "string", "text");
  }

  @Test
  void keepsItsFormWhateverTheMetadata() throws Exception {
    catalog.awaitComparison(bucket);
    String path = "/" + catalog.bucket(bucket).index().name() + "/_mapping";
    JsonNode before = engine("GET", path, "");
    for (int from = 0; from < FIELDS; from += FIELDS_OF_OBJECT) {
      ObjectNode meta = JsonMapper.shared().createObjectNode();
      for (int i = from; i < from + FIELDS_OF_OBJECT; i++) {
        meta.put("field" + i, i % 2 == 0 ? Integer.toString(i) : "text " + i);
      }
      put("object%04d".formatted(from), meta.toString());
    }
    put("deep", "{\"a\":".repeat(100) + "1" + "}".repeat(100));
    catalog.awaitKeys(bucket, "user_meta.field1950:1950", "object1950");
    catalog.awaitKeys(bucket, "user_meta.field7:text", "object0000");
    catalog.awaitEqualToBucket(bucket);
    assertThat(catalog.search(bucket, "key:deep")).containsExactly("deep");
    assertThat(engine("GET", path, "")).isEqualTo(before);
    assertThat(catalog.status(bucket).deadLetters()).isZero();
  }

  @Test
  void isMadeAnewWhenItsFormatIsAnother() throws Exception {
    put("thor", "{}");
    catalog.awaitKeys(bucket, "thor", "thor");
    String name = catalog.bucket(bucket).index().name();
    catalog.close();

    // As a catalog of another format would have left it.
    String other = name.replaceFirst("^t4-[^-]+-", "t4-999-");
    engine("DELETE", "/" + name, "");
    engine("PUT", "/" + other, "{}");
    engine("PUT", "/" + other + "/_doc/1?refresh=true", "{\"key\": \"loki\"}");

    catalog = startCatalog();
    catalog.awaitKeys(bucket, "thor", "thor");
    catalog.awaitEqualToBucket(bucket);
    assertThat(engine("GET", "/" + other, "").path("status").asInt()).isEqualTo(404);
  }
}
