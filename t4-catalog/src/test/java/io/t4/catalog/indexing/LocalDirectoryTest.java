package io.t4.catalog.indexing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.t4.catalog.CatalogUnderTest;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import io.t4.storage.local.FileMetadata;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What happens in a directory is found within two seconds. */
class LocalDirectoryTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir Path data;
  @TempDir Path directory;
  private String bucket;
  private CatalogUnderTest catalog;

  @BeforeEach
  void start() throws IOException {
    bucket = Location.directory(directory).toString();
    write("there/first.txt", "freyja was here");
    write("there/second.csv", "god,weather\nfreyja,fine\n");
    write(".quilt/config.json", "{\"to_index\": [\".odd\"]}");
    write("notes.odd", "loki speaks");
    write("notes.even", "loki is silent");
    catalog =
        CatalogUnderTest.builder(List.of(bucket), Map.of()).search(SEARCH.uri()).data(data).start();
    catalog.awaitKeys(bucket, "freyja", "there/first.txt", "there/second.csv");
    catalog.awaitComparison(bucket);
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  private void write(String key, String text) throws IOException {
    Path file = directory.resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void findsAllThatWasThere() {
    assertThat(catalog.listed(bucket)).hasSize(5);
    catalog.awaitEqualToBucket(bucket);
  }

  @Test
  void findsWhatComesChangesAndGoes() throws IOException {
    write("there/new.txt", "thor, god of thunder");
    catalog.awaitKeys(SOON, bucket, "thor", "there/new.txt");

    write("there/new.txt", "odin came instead");
    catalog.awaitKeys(SOON, bucket, "odin", "there/new.txt");
    assertThat(catalog.search(bucket, "thor")).isEmpty();

    Files.move(directory.resolve("there/new.txt"), directory.resolve("renamed.txt"));
    catalog.awaitKeys(SOON, bucket, "odin", "renamed.txt");

    Files.delete(directory.resolve("renamed.txt"));
    catalog.awaitKeys(SOON, bucket, "odin");
    catalog.awaitEqualToBucket(bucket);
  }

  @Test
  void findsNewMetadataOfAFileThatLooksTheSame() throws IOException {
    FileMetadata.write(
        directory.resolve("there/first.txt"),
        Map.of("helium", "{\"user_meta\": {\"city\": \"Asgard\"}}"));
    catalog.awaitKeys(SOON, bucket, "user_meta.city:asgard", "there/first.txt");
  }

  @Test
  void findsDirectoriesInDirectories() throws IOException {
    write("a/b/c/d/deep.txt", "heimdall");
    catalog.awaitKeys(SOON, bucket, "heimdall", "a/b/c/d/deep.txt");
    write("a/b/c/d/later.txt", "heimdall");
    catalog.awaitKeys(SOON, bucket, "heimdall", "a/b/c/d/deep.txt", "a/b/c/d/later.txt");

    Files.move(directory.resolve("a/b"), directory.resolve("moved"));
    catalog.awaitKeys(SOON, bucket, "heimdall", "moved/c/d/deep.txt", "moved/c/d/later.txt");
    catalog.awaitEqualToBucket(bucket);
  }

  /** What can't be read for a moment has not gone, and hides nothing behind it. */
  @Test
  void aDirectoryThatCannotBeReadKeepsItsDocuments() throws IOException {
    Path closed = directory.resolve("there");
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    try {
      assumeFalse(Files.isReadable(closed), "the tests run as a user who may read everything");
      write("zebra.txt", "odin");
      Files.delete(directory.resolve("notes.odd"));
      catalog.awaitComparison(bucket);
      catalog.awaitKeys(bucket, "odin", "zebra.txt");
      catalog.awaitKeys(bucket, "loki");
      assertThat(catalog.search(bucket, "freyja"))
          .containsExactly("there/first.txt", "there/second.csv");
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
    Files.delete(directory.resolve("there/first.txt"));
    catalog.awaitKeys(bucket, "freyja", "there/second.csv");
  }

  @Test
  void aNameThatCannotBeAKeyHidesNothingBehindIt() throws IOException {
    write("a\nb/thor.txt", "thor");
    write("n/".repeat(600) + "thor.txt", "thor");
    write("zebra.txt", "thor");
    catalog.awaitComparison(bucket);
    catalog.awaitKeys(bucket, "thor", "zebra.txt");
  }

  private JsonNode asked(String query, int size) {
    String path = "/api/buckets/" + catalog.bucket(bucket).id() + "/drive/_search";
    Map<String, Object> words = Map.of("query_string", Map.of("query", query));
    HttpResponse<String> answer = catalog.post(path, Map.of("query", words, "size", size));
    assertThat(answer.statusCode()).describedAs(answer.body()).isEqualTo(200);
    return JsonMapper.shared().readTree(answer.body()).path("hits").path("hits").path(0);
  }

  /** Else one search of long texts would take the server minutes. */
  @Test
  void matchesAreShownOfTheBeginningOfLongTexts() throws IOException {
    String filler = "skald ".repeat(5_000);
    write("long.txt", "sleipnir " + filler + "gungnir " + filler + "draupnir");
    catalog.awaitKeys(bucket, "draupnir", "long.txt");

    for (int size : List.of(1, 20, 1_000)) {
      assertThat(asked("sleipnir", size).path("highlight").path("text").path(0).asString())
          .startsWith("<em>sleipnir</em> skald");
      assertThat(asked("sleip*", size).path("highlight").path("text").path(0).asString())
          .startsWith("<em>sleipnir</em> skald");
    }
    assertThat(asked("gungnir", 20).path("highlight").path("text").path(0).asString())
        .contains("skald <em>gungnir</em>");
    assertThat(asked("gungnir", 1_000).path("highlight").isMissingNode()).isTrue();
    assertThat(asked("draupnir", 1).path("highlight").isMissingNode()).isTrue();
    assertThat(asked("draupnir", 1).path("_source").path("key").asString()).isEqualTo("long.txt");
  }

  @Test
  void aPageCannotBeginWhereNoHitIs() {
    String path = "/api/buckets/" + catalog.bucket(bucket).id() + "/drive/_search";
    for (String end :
        List.of(
            "'search_after': [null, null, null]",
            "'search_after': [1, 2, 3]",
            "'search_after': [1]",
            "'search_after': []",
            "'search_after': [[1], {}, 'a']",
            "'search_after': ['a'], 'sort': 'size'",
            "'search_after': ['now/d||+1y', 'a', 'b'], 'sort': 'updated'",
            "'search_after': [1.5, 'a', 'b'], 'sort': 'updated'",
            "'search_after': [1, '%s', 'b']".formatted("a".repeat(2_000)))) {
      String request = "{'query': {'query_string': {'query': 'a'}}, %s}".formatted(end);
      HttpResponse<String> answer = catalog.post(path, request.replace('\'', '"'));

      assertThat(answer.statusCode()).describedAs(end + ": " + answer.body()).isEqualTo(400);
      assertThat(answer.body()).contains("'search_after'").doesNotContain("t4-1-");
    }
    String field =
        "{\"query\": {\"query_string\": {\"query\": \"a\", \"default_field\": [\"text\"]}}}";
    assertThat(catalog.post(path, field).statusCode()).isEqualTo(400);
  }

  @Test
  void readsAgainWhatTheBucketsSettingsNowSay() throws IOException {
    assertThat(catalog.search(bucket, "loki")).containsExactly("notes.odd");
    write(".quilt/config.json", "{\"to_index\": [\".even\"]}");
    catalog.awaitKeys(bucket, "loki", "notes.even");
    catalog.awaitKeys(bucket, "content_state:none key:notes", "notes.odd");

    write(".quilt/config.json", "{\"to_index\": [\".Even\", \".ODD\"]}");
    catalog.awaitKeys(bucket, "loki", "notes.even", "notes.odd");

    write(".quilt/config.json", "no settings at all");
    catalog.awaitKeys(bucket, "loki");
    Files.delete(directory.resolve(".quilt/config.json"));
    catalog.awaitEqualToBucket(bucket);
  }

  @Test
  void takesOnlyNamedExtensionsAsText() {
    assertThat(catalog.search(bucket, "loki")).containsExactly("notes.odd");
    assertThat(catalog.search(bucket, "content_state:none")).contains("notes.even");
  }
}
