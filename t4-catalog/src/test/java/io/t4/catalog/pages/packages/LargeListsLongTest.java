package io.t4.catalog.pages.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.t4.catalog.CatalogUnderTest;
import io.t4.catalog.database.ScanState;
import io.t4.catalog.pages.TimedPages;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A directory of 200,000 keys, and packages of 100,000 entries: both are shown at once. */
@Tag("long")
class LargeListsLongTest {
  private static final int KEYS = 200_000;
  private static final int ENTRIES = 100_000;
  private static final Duration SECOND = Duration.ofSeconds(1);

  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  @TempDir Path data;
  @TempDir Path lab;

  @Test
  void firstPagesComeWithinASecond() throws Exception {
    Path many = Files.createDirectory(lab.resolve("many"));
    for (int i = 0; i < KEYS; i++) {
      Files.writeString(many.resolve("%06d.txt".formatted(i)), "");
    }
    String one = publish("first", 3);
    String two = publish("second", 4);
    String bucket = Location.directory(lab).toString();
    try (CatalogUnderTest catalog =
        CatalogUnderTest.builder(List.of(bucket), Map.of())
            .search(SEARCH.uri())
            .data(data.resolve("catalog"))
            .start()) {
      // While all of it is indexed for the first time the machine has other things to do.
      await()
          .atMost(Duration.ofMinutes(30))
          .until(
              () -> {
                ScanState scan = catalog.bucket(bucket).indexing().status().scan();
                return scan != null && scan.finishedAt() != null;
              });
      TimedPages pages = new TimedPages(catalog, bucket);
      // The first page of a server loads the classes of all.
      pages.of("/files", "many/");
      assertThat(pages.of("/files?prefix=many/", "000199.txt")).isLessThan(SECOND);
      assertThat(pages.of("/files?prefix=many/&after=many/199900.txt", "199999.txt"))
          .isLessThan(SECOND);
      assertThat(pages.of("/files?prefix=many/&starts=1234", "123499.txt")).isLessThan(SECOND);
      String revision = "/package?name=large/first&hash=" + one;
      assertThat(pages.of(revision, "100\u202f000")).isLessThan(SECOND);
      assertThat(pages.of(revision + "&path=deep/", "d045/")).isLessThan(SECOND);
      assertThat(pages.of(revision + "&path=deep/d045/", "0045000.csv")).isLessThan(SECOND);
      pages.of("/package/diff?name=large/first&from=%s&to=%s".formatted(one, two), "changed");
      TimedPages.printHeap();
    }
  }

  /** A revision in which each hundredth entry has a size of its own. */
  private String publish(String message, int size) throws IOException {
    WrittenManifest manifest =
        new WrittenManifest("{\"version\": \"v0\", \"message\": \"%s\"}".formatted(message));
    for (int i = 0; i < ENTRIES; i++) {
      manifest.entry(
          i < ENTRIES / 10 * 9
              ? "deep/d%03d/%07d.csv".formatted(i / 1_000, i)
              : "f%07d.csv".formatted(i),
          "s3://elsewhere/measured/%07d.csv?versionId=0123456789abcdef%d".formatted(i, i),
          i % 100 == 0 ? size : 3);
    }
    try (T4Session session =
        T4Session.builder()
            .configDirectory(data.resolve("config"))
            .cacheDirectory(data.resolve("cache"))
            .build()) {
      return manifest.publish(lab, "large/first", session);
    }
  }
}
