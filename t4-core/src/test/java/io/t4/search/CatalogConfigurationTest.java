package io.t4.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.BucketNotServedException;
import io.t4.error.CatalogException;
import io.t4.error.ConfigException;
import io.t4.error.StorageException;
import io.t4.error.TooLargeException;
import io.t4.search.StubCatalog.Response;
import io.t4.storage.Location;
import io.t4.storage.StoreSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a bucket's search endpoint is found. */
class CatalogConfigurationTest extends CatalogUser {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00Z");

  private static String config(String name, String endpoint) {
    return "{\"name\": \"%s\", \"searchEndpoint\": \"%s\"}".formatted(name, endpoint);
  }

  private void configuration(String json) {
    catalog.answer("/config.json", request -> Response.text(200, json));
  }

  /** An endpoint of its own that finds one key. */
  private void searchable(String path, String key) {
    catalog.answer(
        path + "/drive/_search",
        request ->
            Response.text(
                200,
                "{\"hits\": {\"total\": 1, \"hits\": [{\"_source\": {\"key\": \"%s\"}}]}}"
                    .formatted(key)));
  }

  private String found() {
    return bucket().search("*", 1).iterator().next().key();
  }

  @Test
  void theLastFederationWins() {
    searchable("/one", "one");
    searchable("/two", "two");
    searchable("/three", "three");
    configuration(
        """
        {"federations": ["federations/a.json", "%s/federations/b.json",
          {"buckets": [{"name": "other"}]}]}
        """
            .formatted(catalog.url()));
    catalog.answer(
        "/federations/a.json",
        request -> Response.text(200, "{\"buckets\": [" + config(BUCKET, "/one") + "]}"));
    catalog.answer(
        "/federations/b.json",
        request ->
            Response.text(
                200,
                "{\"buckets\": ["
                    + config(BUCKET, "/two")
                    + ","
                    + config(BUCKET, "/three")
                    + "]}"));

    assertThat(found()).isEqualTo("two");
  }

  @Test
  void bucketsCanBeLinks() {
    searchable("/deep/search", "deep");
    configuration("{\"federations\": [{\"buckets\": [\"/deep/lab.json\"]}]}");
    catalog.answer("/deep/lab.json", request -> Response.text(200, config(BUCKET, "search")));

    assertThat(found()).isEqualTo("deep");
  }

  @Test
  void theOlderFormIsRead() {
    searchable("/old", "old");
    configuration(
        "{\"configs\": {\"%s\": {\"search_endpoint\": \"%s/old/\"}}}"
            .formatted(BUCKET, catalog.url()));

    assertThat(found()).isEqualTo("old");
  }

  @Test
  void aCatalogCanBeInADirectoryAndRedirect() {
    searchable("/there/search", "there");
    configure(catalog.url() + "/here/");
    catalog.answer("/here/config.json", request -> Response.redirect(302, "/there/config.json"));
    catalog.answer(
        "/there/config.json",
        request ->
            Response.text(
                200, "{\"federations\": [{\"buckets\": [" + config(BUCKET, "search") + "]}]}"));

    assertThat(found()).isEqualTo("there");
  }

  @Test
  void searchesAreRedirectedWithTheirContent() {
    catalog.add(BUCKET, StubCatalog.document("a.txt", NOON, "x"));
    configuration("{\"federations\": [{\"buckets\": [" + config(BUCKET, "/moved") + "]}]}");
    catalog.answer(
        "/moved/drive/_search", request -> Response.redirect(308, StubCatalog.searchPath(BUCKET)));

    assertThat(found()).isEqualTo("a.txt");
  }

  @Test
  void namesAreOfBucketsOnS3AndUrisOfOthers() {
    assertThat(new BucketConfig("lab", null).isOf(Location.parse("s3://lab"))).isTrue();
    assertThat(new BucketConfig("s3://lab", null).isOf(Location.parse("s3://lab"))).isTrue();
    assertThat(new BucketConfig("lab", null).isOf(Location.parse("memory://lab"))).isFalse();
    assertThat(new BucketConfig("file:///a/lab/", null).isOf(Location.parse("file:///a/lab")))
        .isTrue();
    assertThat(new BucketConfig("file://host/lab", null).isOf(Location.parse("file:///lab")))
        .isFalse();
  }

  @Test
  void whatIsKnownIsBelievedForAMinute() throws IOException {
    catalog.add(BUCKET, StubCatalog.document("a.txt", NOON, "x"));
    assertThat(found()).isEqualTo("a.txt");
    assertThat(found()).isEqualTo("a.txt");
    assertThat(catalog.requests())
        .extracting(StubCatalog.Request::path)
        .containsExactly(
            "/config.json",
            "/federations/default.json",
            StubCatalog.searchPath(BUCKET),
            StubCatalog.searchPath(BUCKET));

    Instant[] now = {NOON};
    StoreSettings settings = new StoreSettings(null, null, null, null, 1);
    try (CatalogSite site =
        new CatalogSite(catalog.url(), Optional::empty, settings, () -> now[0])) {
      Location bucket = Location.parse(BUCKET);
      SearchEndpoint first = site.endpoint(bucket);
      assertThat(site.endpoint(bucket)).isSameAs(first);
      now[0] = NOON.plus(CatalogSite.FRESH).minus(Duration.ofMillis(1));
      assertThat(site.endpoint(bucket)).isSameAs(first);
      now[0] = NOON.plus(CatalogSite.FRESH);
      assertThat(site.endpoint(bucket)).isNotSameAs(first);
    }
  }

  @Test
  void anotherCatalogCountsAtOnce() throws Exception {
    catalog.add(BUCKET, StubCatalog.document("one", NOON, "x"));
    assertThat(found()).isEqualTo("one");
    try (StubCatalog other = StubCatalog.start().serve(BUCKET)) {
      other.add(BUCKET, StubCatalog.document("two", NOON, "x"));
      configure(other.url());

      assertThat(found()).isEqualTo("two");
    }
  }

  @Test
  void aBucketThatMovedIsFoundAfterOneFailure() {
    searchable("/new", "new");
    configuration("{\"federations\": [{\"buckets\": [" + config(BUCKET, "/gone") + "]}]}");
    assertThatThrownBy(this::found).isInstanceOf(BucketNotServedException.class);

    configuration("{\"federations\": [{\"buckets\": [" + config(BUCKET, "/new") + "]}]}");

    assertThat(found()).isEqualTo("new");
  }

  @Test
  void withoutACatalogTheMessageSaysHowToNameOne() {
    session.config().update(Collections.singletonMap("navigator_url", null));

    assertThatThrownBy(() -> bucket().search("thor"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(BUCKET)
        .hasMessageContaining("t4 config navigator_url=")
        .hasMessageContaining("t4 catalog");
  }

  @Test
  void aBucketThatIsNotServedIsNamedWithSomeThatAre() {
    IntStream.range(0, 11).forEach(i -> catalog.serve("bucket-" + i));

    assertThatThrownBy(
            () ->
                session
                    .catalog()
                    .search(Location.parse("s3://no"), "*", SearchOptions.newestFirst()))
        .isInstanceOf(BucketNotServedException.class)
        .hasMessageContaining("s3://no")
        .hasMessageContaining("s3://bucket-")
        .hasMessageContaining("and 2 more");
    assertThat(session.catalog().buckets()).hasSize(12).contains("s3://bucket-10", BUCKET);
  }

  @Test
  void aDirectoryOfABucketIsToldFromOne() {
    catalog.serve("file:///data/lab");

    assertThatThrownBy(
            () ->
                session
                    .catalog()
                    .search(
                        Location.directory(Path.of("/data/lab/docs")),
                        "*",
                        SearchOptions.newestFirst()))
        .isInstanceOf(BucketNotServedException.class)
        .hasMessageContaining("file:///data/lab/docs")
        .hasMessageContaining("it is in file:///data/lab, so search that, with key:docs/");
  }

  @Test
  void aBucketWithoutSearchIsNamed() {
    configuration("{\"federations\": [{\"buckets\": [{\"name\": \"" + BUCKET + "\"}]}]}");

    assertThatThrownBy(this::found)
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining(BUCKET)
        .hasMessageContaining("searchEndpoint");
  }

  @Test
  void whatIsNoCatalogIsNamed() {
    Map<String, String> answers =
        Map.of(
            "{}", "neither federations nor configs",
            "<html>", "JSON object",
            "{\"federations\": [7]}", "neither an object nor a link",
            "{\"federations\": [{}]}", "lists no buckets",
            "{\"federations\": [\"http://[\"]}", "not a URL");
    answers.forEach(
        (answer, problem) -> {
          configuration(answer);

          assertThatThrownBy(this::found)
              .isInstanceOf(CatalogException.class)
              .hasMessageContaining(catalog.url())
              .hasMessageContaining(problem);
        });
    catalog.answer("/config.json", request -> Response.text(404, "nothing here"));
    assertThatThrownBy(this::found)
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("no catalog at " + catalog.url());
  }

  @Test
  void aCatalogThatIsDownMayComeBack() {
    catalog.close();

    assertThatThrownBy(this::found)
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.isRetryable()).isTrue())
        .hasMessageContaining(catalog.url())
        .hasMessageContaining("running");
  }

  @Test
  void aBusyCatalogIsAskedAgain() {
    catalog.add(BUCKET, StubCatalog.document("a.txt", NOON, "x"));
    int[] times = {0};
    catalog.answer(
        "/config.json",
        request ->
            ++times[0] < 3
                ? Response.error(503, "unavailable", "the search node is down")
                : Response.json(200, Map.of("federations", List.of("/federations/default.json"))));
    assertThat(found()).isEqualTo("a.txt");

    catalog.answer(
        StubCatalog.searchPath(BUCKET),
        request -> Response.error(503, "unavailable", "the search node is down"));
    assertThatThrownBy(this::found)
        .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.isRetryable()).isTrue())
        .hasMessageContaining("the search node is down")
        .hasMessageContaining("503");
  }

  @Test
  void aConfigurationHasALargestSize() {
    configuration(" ".repeat((8 << 20) + 1));

    assertThatThrownBy(this::found)
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("/config.json")
        .hasMessageContaining("8,388,608");
  }

  @Test
  void linksHaveALargestNumber() {
    String links =
        String.join(",", IntStream.range(0, 2_000).mapToObj(i -> "\"/lab.json\"").toList());
    configuration("{\"federations\": [{\"buckets\": [" + links + "]}]}");
    catalog.answer("/lab.json", request -> Response.text(200, config("other", "/x")));

    assertThatThrownBy(this::found)
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("1,000 links");
    assertThat(catalog.requests()).hasSizeLessThan(1_100);
  }

  @Test
  void aRoundOfRedirectsEnds() {
    catalog.answer("/config.json", request -> Response.redirect(302, "/config.json"));

    assertThatThrownBy(this::found)
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("redirects more than");
  }

  @Test
  void addressesThatNoCatalogHasAreRefused() {
    for (String url : List.of("file:///tmp", "ftp://example.com", "http://u:secret@127.0.0.1")) {
      configure(url);

      assertThatThrownBy(this::found)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("navigator_url")
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain("secret"));
    }
  }
}
