package io.t4.catalog.indexing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.catalog.CatalogUnderTest;
import io.t4.catalog.database.ScanStates;
import io.t4.sandbox.SandboxExtension;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Content;
import io.t4.storage.ObjectStore;
import io.t4.storage.WriteOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What was indexed by other settings than those that hold now is read again. */
class ChangedSettingsTest {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  @TempDir Path data;
  private String bucket;

  @BeforeEach
  void name() {
    bucket = "s3://" + SANDBOX.newBucket();
  }

  private CatalogUnderTest catalog(Map<String, String> settings) {
    CatalogUnderTest catalog =
        CatalogUnderTest.builder(List.of(bucket), settings)
            .search(SEARCH.uri())
            .endpoint(SANDBOX.endpoint())
            .data(data)
            .start();
    catalog.awaitComparison(bucket);
    return catalog;
  }

  private void put(CatalogUnderTest catalog, String key, String text) throws IOException {
    ObjectStore store = catalog.bucket(bucket).store();
    store.put(key, Content.of(text.getBytes(UTF_8)), WriteOptions.NONE);
  }

  @Test
  void takesWhatTheBucketSaysWithoutEventsAndWithoutRestart() throws IOException {
    try (CatalogUnderTest catalog = catalog(Map.of("indexing.poll-interval", "200ms"))) {
      // Before and behind the settings in the order of keys.
      put(catalog, "+first.odd", "loki");
      put(catalog, "last.odd", "loki");
      put(catalog, "thor.txt", "thor");
      catalog.awaitKeys(bucket, "content_state:none", "+first.odd", "last.odd");
      put(catalog, ".quilt/config.json", "{\"to_index\": [\".odd\"]}");
      catalog.awaitKeys(bucket, "loki", "+first.odd", "last.odd");
      put(catalog, ".quilt/config.json", "{\"to_index\": []}");
      catalog.awaitKeys(bucket, "content_state:none", "+first.odd", "last.odd");
      catalog.awaitKeys(bucket, "loki");
      catalog.awaitKeys(bucket, "thor content_state:complete", "thor.txt");
    }
  }

  @Test
  void takesWhatARestartChanges() throws IOException {
    try (CatalogUnderTest catalog = catalog(Map.of())) {
      put(catalog, "notes.even", "loki");
      put(catalog, "long.txt", "thor, of whom there is much to tell");
      catalog.awaitKeys(bucket, "content_state:complete", "long.txt");
      catalog.awaitKeys(bucket, "content_state:none", "notes.even");
    }
    try (CatalogUnderTest catalog =
        catalog(Map.of("indexing.extensions[0]", ".even", "indexing.max-text-bytes", "10"))) {
      catalog.awaitKeys(bucket, "loki", "notes.even");
      catalog.awaitKeys(bucket, "content_state:too_large", "long.txt");
      assertThat(catalog.search(bucket, "thor")).isEmpty();
    }
    try (CatalogUnderTest catalog = catalog(Map.of("indexing.tags", "false"))) {
      catalog.awaitKeys(bucket, "thor", "long.txt");
      catalog.awaitKeys(bucket, "content_state:none", "notes.even");
      catalog.awaitEqualToBucket(bucket);
    }
  }

  @Test
  void hasSettingsForOneBucket() throws IOException {
    String own = "bucket-settings[0].";
    try (CatalogUnderTest catalog =
        catalog(
            Map.of(
                own + "bucket", bucket,
                own + "extensions[0]", ".EVEN",
                own + "max-text-bytes", "10",
                own + "title", "Asgard",
                own + "description", "All of the gods"))) {
      put(catalog, "notes.even", "loki");
      put(catalog, "long.txt", "thor, of whom there is much to tell");
      catalog.awaitKeys(bucket, "loki", "notes.even");
      catalog.awaitKeys(bucket, "content_state:too_large", "long.txt");
      JsonNode told = catalog.get("/federations/default.json").path("buckets").get(0);
      assertThat(told.path("title").asString()).isEqualTo("Asgard");
      assertThat(told.path("description").asString()).isEqualTo("All of the gods");
    }
  }

  @Test
  void refusesSettingsOfABucketThatIsNotServed() {
    assertThatThrownBy(() -> catalog(Map.of("bucket-settings[0].bucket", "s3://another")).close())
        .rootCause()
        .hasMessageContaining("s3://another")
        .hasMessageContaining("t4.catalog.buckets");
  }

  @Test
  void writesNothingWhereNothingDiffers() throws IOException {
    try (CatalogUnderTest catalog = catalog(Map.of("indexing.poll-interval", "100ms"))) {
      put(catalog, "thor.txt", "thor");
      put(catalog, "picture.even", "loki");
      catalog.awaitKeys(bucket, "thor", "thor.txt");
      catalog.awaitComparison(bucket);
      ScanStates scans = catalog.part(ScanStates.class);
      Instant saved = scans.find(bucket).orElseThrow().startedAt();
      for (int i = 0; i < 5; i++) {
        catalog.awaitComparison(bucket);
        assertThat(Objects.requireNonNull(catalog.status(bucket).scan()).changed()).isZero();
      }
      assertThat(scans.find(bucket).orElseThrow().startedAt()).isEqualTo(saved);
      assertThat(Objects.requireNonNull(catalog.status(bucket).scan()).startedAt()).isAfter(saved);
    }
  }
}
