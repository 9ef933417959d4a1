package io.t4.catalog.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.catalog.CatalogUnderTest;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** How long pages of one bucket take, which is printed, too. */
public final class TimedPages {
  private final HttpClient http = HttpClient.newHttpClient();
  private final CatalogUnderTest catalog;
  private final String base;

  public TimedPages(CatalogUnderTest catalog, String bucket) {
    this.catalog = catalog;
    this.base = "/b/" + catalog.bucket(bucket).id();
  }

  /**
   * Asks for a page, whole.
   *
   * @param path below that of the bucket
   * @param expected what must be in it
   */
  public Duration of(String path, String expected) throws Exception {
    long begin = System.nanoTime();
    HttpRequest request =
        HttpRequest.newBuilder(catalog.uri().resolve(base + path))
            .header("Accept", "text/html")
            .build();
    HttpResponse<String> page = http.send(request, BodyHandlers.ofString());
    Duration taken = Duration.ofNanos(System.nanoTime() - begin);
    assertThat(page.statusCode()).as(path).isEqualTo(200);
    assertThat(page.body()).contains(expected);
    System.out.printf("%6d ms %s%n", taken.toMillis(), path);
    return taken;
  }

  /** Prints what the server's heap holds. */
  public static void printHeap() {
    Runtime runtime = Runtime.getRuntime();
    System.out.printf(
        "heap in use %d MB of %d%n",
        (runtime.totalMemory() - runtime.freeMemory()) >> 20, runtime.maxMemory() >> 20);
  }
}
