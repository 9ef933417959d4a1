package io.t4.catalog.indexing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.t4.catalog.CatalogUnderTest;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A directory that is moved is found without a look at the rest of the bucket. */
class DirectoryRenameTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final int IN_DIRECTORY = 1_000;
  private static final Duration SOON = Duration.ofSeconds(2);

  @TempDir Path data;
  @TempDir Path directory;

  @Test
  @Tag("long")
  void isFoundAmongSomeFiles() throws IOException {
    isFound(3_000, Duration.ofSeconds(30));
  }

  @Test
  @Tag("long")
  void isFoundSoonAmongVeryManyFiles() throws IOException {
    isFound(100_000, SOON);
  }

  private void isFound(int files, Duration within) throws IOException {
    for (int i = 0; i < files; i += IN_DIRECTORY) {
      Path part = Files.createDirectories(directory.resolve("tree/part%03d".formatted(i / 1_000)));
      for (int j = 0; j < IN_DIRECTORY; j++) {
        Files.createFile(part.resolve("file%06d.raw".formatted(i + j)));
      }
    }
    Files.createDirectories(directory.resolve("old/deep"));
    Files.writeString(directory.resolve("old/deep/first.txt"), "freyja");
    Files.writeString(directory.resolve("old/second.txt"), "freyja");
    String bucket = Location.directory(directory).toString();
    try (CatalogUnderTest catalog =
        CatalogUnderTest.builder(List.of(bucket), Map.of())
            .search(SEARCH.uri())
            .data(data)
            .start()) {
      await()
          .atMost(Duration.ofMinutes(10))
          .until(() -> catalog.bucket(bucket).index().count() == files + 2);
      // The first event of all asks for a comparison.
      Files.writeString(directory.resolve("old/second.txt"), "freyja again");
      catalog.awaitKeys(bucket, "again", "old/second.txt");
      catalog.awaitComparison(bucket);
      // One more may have been asked for meanwhile.
      catalog.awaitComparison(bucket);
      Instant compared = started(catalog, bucket);

      Files.move(directory.resolve("old"), directory.resolve("tree/new"));
      catalog.awaitKeys(within, bucket, "freyja", "tree/new/deep/first.txt", "tree/new/second.txt");

      Files.move(directory.resolve("tree/new"), directory.resolve("tree/part000/newer"));
      catalog.awaitKeys(
          within,
          bucket,
          "freyja",
          "tree/part000/newer/deep/first.txt",
          "tree/part000/newer/second.txt");
      assertThat(started(catalog, bucket)).isEqualTo(compared);
      assertThat(catalog.bucket(bucket).index().count()).isEqualTo(files + 2);
    }
  }

  private static Instant started(CatalogUnderTest catalog, String bucket) {
    return Objects.requireNonNull(catalog.status(bucket).scan()).startedAt();
  }
}
