package io.t4.catalog.pages.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.catalog.CatalogUnderTest;
import io.t4.catalog.pages.TimedPages;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import java.io.BufferedWriter;
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

/** A CSV of 2 GiB: its beginning at once, all of it sorted, filtered and summarized. */
@Tag("long")
class LargeTableLongTest {
  private static final long SIZE = 2L << 30;

  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  @TempDir Path data;
  @TempDir Path lab;

  @Test
  void opensAtOnceAndIsReadWhole() throws Exception {
    long rows = write(lab.resolve("large.csv"));
    String bucket = Location.directory(lab).toString();
    try (CatalogUnderTest catalog =
        CatalogUnderTest.builder(List.of(bucket), Map.of("tables.time-limit", "5m"))
            .search(SEARCH.uri())
            .data(data)
            .start()) {
      TimedPages pages = new TimedPages(catalog, bucket);
      String table = "/table?key=large.csv";
      // The first page of a server loads the classes of all.
      pages.of("/object?key=large.csv", "note 0 ");
      assertThat(pages.of("/object?key=large.csv", "note 0 ")).isLessThan(Duration.ofSeconds(1));
      assertThat(pages.of(table, "note 99 ")).isLessThan(Duration.ofSeconds(1));
      pages.of(table + "&from=" + (rows - 10), "note " + (rows - 1) + " ");
      pages.of(table + "&sort=-1", ">" + (rows - 1) + "<");
      pages.of(table + "&column=3&is=contains&value=note+" + (rows - 1), ">" + (rows - 1) + "<");
      pages.of(table + "&summary=yes", "Greatest");
      pages.of(
          "/query?sql=SELECT+speed,count(*)+FROM+'large.csv'+GROUP+BY+1+ORDER+BY+1",
          "count_star()");
      TimedPages.printHeap();
    }
  }

  private static long write(Path file) throws IOException {
    long row = 0;
    long size = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("id,speed,note\n");
      while (size < SIZE) {
        String line = "%d,%d.5,note %d of some words\n".formatted(row, row * 7 % 1_000, row);
        out.write(line);
        size += line.length();
        row++;
      }
    }
    return row;
  }
}
