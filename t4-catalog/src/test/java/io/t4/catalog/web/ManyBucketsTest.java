package io.t4.catalog.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.t4.catalog.CatalogUnderTest;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** More buckets than the line of a request to the engine has room for. */
class ManyBucketsTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final int BUCKETS = 16;

  @TempDir Path data;
  @TempDir Path directory;

  @Test
  void areSearchedAndNoOthers() throws IOException {
    List<String> uris = new ArrayList<>();
    for (int i = 0; i < BUCKETS; i++) {
      Path bucket = Files.createDirectories(directory.resolve("bucket-" + "x".repeat(60) + i));
      Files.writeString(bucket.resolve("hammer.txt"), "thor");
      uris.add(Location.directory(bucket).toString());
    }
    try (CatalogUnderTest catalog =
        CatalogUnderTest.builder(uris, Map.of()).search(SEARCH.uri()).data(data).start()) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(values(catalog.get("/api/search?q=thor")))
                      .containsExactlyInAnyOrderElementsOf(uris));
      List<String> some = uris.subList(1, BUCKETS);
      StringBuilder path = new StringBuilder("/api/search?q=thor OR loki&size=100");
      some.forEach(uri -> path.append("&bucket=").append(catalog.bucket(uri).id()));
      JsonNode answer = catalog.get(path.toString().replace(" ", "%20"));
      assertThat(values(answer)).containsExactlyInAnyOrderElementsOf(some);
      assertThat(answer.path("hits").path("hits")).hasSize(some.size());
    }
  }

  private static List<String> values(JsonNode answer) {
    List<String> values = new ArrayList<>();
    answer
        .path("facets")
        .path("bucket")
        .forEach(
            value -> {
              assertThat(value.path("count").asInt()).isEqualTo(1);
              values.add(value.path("value").asString());
            });
    return values;
  }
}
