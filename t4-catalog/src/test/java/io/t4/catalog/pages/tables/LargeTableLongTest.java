package io.t4.catalog.pages.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.catalog.CatalogUnderTest;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void opensAtOnceAndIsReadWhole() throws Exception {
    long rows = write(lab.resolve("large.csv"));
    String bucket = Location.directory(lab).toString();
    try (CatalogUnderTest catalog =
        CatalogUnderTest.builder(List.of(bucket), Map.of("tables.time-limit", "5m"))
            .search(SEARCH.uri())
            .data(data)
            .start()) {
      String path = "/b/" + catalog.bucket(bucket).id();
      String table = path + "/table?key=large.csv";
      // The first page of a server loads the classes of all.
      timed(catalog, path + "/object?key=large.csv", "warm up");
      assertThat(timed(catalog, path + "/object?key=large.csv", "note 0 "))
          .isLessThan(Duration.ofSeconds(1));
      assertThat(timed(catalog, table, "note 99 ")).isLessThan(Duration.ofSeconds(1));
      timed(catalog, table + "&from=" + (rows - 10), "note " + (rows - 1) + " ");
      timed(catalog, table + "&sort=-1", ">" + (rows - 1) + "<");
      timed(
          catalog,
          table + "&column=3&is=contains&value=note+" + (rows - 1),
          ">" + (rows - 1) + "<");
      timed(catalog, table + "&summary=yes", "Greatest");
      timed(
          catalog,
          path + "/query?sql=SELECT+speed,count(*)+FROM+'large.csv'+GROUP+BY+1+ORDER+BY+1",
          "count_star()");
      Runtime runtime = Runtime.getRuntime();
      System.out.printf(
          "heap in use %d MB of %d%n",
          (runtime.totalMemory() - runtime.freeMemory()) >> 20, runtime.maxMemory() >> 20);
    }
  }

  private Duration timed(CatalogUnderTest catalog, String path, String expected) throws Exception {
    long begin = System.nanoTime();
    HttpRequest request =
        HttpRequest.newBuilder(catalog.uri().resolve(path)).header("Accept", "text/html").build();
    String html = http.send(request, BodyHandlers.ofString()).body();
    Duration taken = Duration.ofNanos(System.nanoTime() - begin);
    if (!expected.equals("warm up")) {
      assertThat(html).contains(expected);
    }
    System.out.printf("%6d ms %s%n", taken.toMillis(), path.replaceAll("^/b/[^/]*", ""));
    return taken;
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
