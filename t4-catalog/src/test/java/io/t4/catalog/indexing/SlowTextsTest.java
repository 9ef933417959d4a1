package io.t4.catalog.indexing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.t4.catalog.CatalogUnderTest;
import io.t4.searchnode.SearchNodeExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Texts that could not be read in time: perhaps the machine was busy. */
class SlowTextsTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final String TOO_SHORT = "1ms";

  @TempDir Path data;
  @TempDir Path lab;

  @Test
  void areReadAgainAfterAWhileAlsoByAnotherProcess() throws IOException {
    String bucket = write("thor.txt", "hail thor");
    try (CatalogUnderTest catalog = catalog(bucket, TOO_SHORT, "5s")) {
      catalog.awaitKeys(bucket, "content_state:timeout", "thor.txt");
      assertThat(content(catalog, bucket)).isEqualTo(Map.of("TIMEOUT", 1));
      assertThat(catalog.search(bucket, "hail")).isEmpty();
    }
    try (CatalogUnderTest catalog = catalog(bucket, "20s", "5s")) {
      catalog.awaitKeys(bucket, "hail content_state:complete", "thor.txt");
      assertThat(content(catalog, bucket)).isEqualTo(Map.of("COMPLETE", 1));
      assertThat(catalog.status(bucket).deadLetters()).isZero();
    }
  }

  @Test
  void areKeptAfterTheThirdTry() throws IOException {
    String bucket = write("odin.txt", "hail odin");
    try (CatalogUnderTest catalog = catalog(bucket, TOO_SHORT, "1ms")) {
      await().until(() -> "BY_FORMAT".equals(reading(catalog, bucket)));
    }
    try (CatalogUnderTest catalog = catalog(bucket, "20s", "1ms")) {
      catalog.awaitComparison(bucket);
      assertThat(catalog.search(bucket, "content_state:timeout")).containsExactly("odin.txt");

      // Something happened to it, so it is read again.
      write("odin.txt", "hail odin and thor");
      catalog.awaitKeys(bucket, "thor content_state:complete", "odin.txt");
    }
  }

  private String write(String name, String text) throws IOException {
    Files.writeString(lab.resolve(name), text);
    return "file://" + lab.toRealPath();
  }

  private CatalogUnderTest catalog(String bucket, String timeout, String retryDelay) {
    return CatalogUnderTest.builder(
            List.of(bucket),
            Map.of("indexing.text-timeout", timeout, "indexing.text-retry-delay", retryDelay))
        .search(SEARCH.uri())
        .data(data)
        .start();
  }

  /** As {@code t4 catalog status} shows it. */
  private static Map<String, Integer> content(CatalogUnderTest catalog, String bucket) {
    JsonNode told = catalog.get("/api/buckets/" + catalog.bucket(bucket).id()).path("content");
    Map<String, Integer> counts = new HashMap<>();
    told.properties().forEach(state -> counts.put(state.getKey(), state.getValue().asInt()));
    return counts;
  }

  private static String reading(CatalogUnderTest catalog, String bucket) {
    catalog.bucket(bucket).index().refresh();
    JsonNode found =
        catalog.bucket(bucket).index().search(Map.of("query", Map.of("match_all", Map.of())));
    return found.path("hits").path("hits").path(0).path("_source").path("reading").asString("");
  }
}
