package io.t4.catalog.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.catalog.CatalogUnderTest;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import io.t4.storage.local.FileMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

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
