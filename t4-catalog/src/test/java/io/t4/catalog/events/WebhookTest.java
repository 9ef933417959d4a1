package io.t4.catalog.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.t4.catalog.CatalogUnderTest;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the webhook takes and what it refuses. */
class WebhookTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final String PATH = "/api/events/s3";
  private static final String[] SHOWN = {"Authorization", "Bearer rainbow"};

  @TempDir Path data;
  @TempDir Path directory;

  private CatalogUnderTest start(Map<String, String> settings) {
    return CatalogUnderTest.builder(List.of(bucket()), settings)
        .search(SEARCH.uri())
        .data(data)
        .start();
  }

  private String bucket() {
    return Location.directory(directory).toString();
  }

  @Test
  void takesEventsOnlyFromThoseWhoKnowTheSecret() throws Exception {
    try (CatalogUnderTest catalog = start(Map.of("events.webhook-secret", "rainbow"))) {
      String event =
          """
          {"Records": [{"s3": {"bucket": {"name": "%s"}, "object": {"key": "%%41.txt"}}}]}"""
              .formatted(bucket());
      assertThat(catalog.post(PATH, event).statusCode()).isEqualTo(401);
      assertThat(catalog.post(PATH, event, "Authorization", "Bearer bridge").statusCode())
          .isEqualTo(401);
      assertThat(catalog.post(PATH, event, SHOWN).statusCode()).isEqualTo(200);
      assertThat(catalog.post(PATH, event, "Authorization", "rainbow").statusCode()).isEqualTo(200);
      assertThat(catalog.post(PATH, "", SHOWN).statusCode()).isEqualTo(200);
      assertThat(catalog.post(PATH, "{\"thor\": 1}", SHOWN).statusCode()).isEqualTo(400);

      Files.write(directory.resolve("A.txt"), "thor".getBytes(UTF_8));
      assertThat(catalog.post(PATH, event, SHOWN).statusCode()).isEqualTo(200);
      catalog.awaitKeys(bucket(), "thor", "A.txt");
    }
  }

  @Test
  void takesNothingWithoutASecret() {
    try (CatalogUnderTest catalog = start(Map.of())) {
      assertThat(catalog.post(PATH, "", "Authorization", "Bearer ").statusCode()).isEqualTo(401);
    }
  }
}
