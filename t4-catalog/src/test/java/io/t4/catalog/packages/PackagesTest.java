package io.t4.catalog.packages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.t4.catalog.CatalogUnderTest;
import io.t4.packages.DataPackage;
import io.t4.packages.PackageRegistry;
import io.t4.packages.PackageVersion;
import io.t4.packages.PushOptions;
import io.t4.sandbox.SandboxExtension;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.session.T4Session;
import io.t4.storage.Content;
import io.t4.storage.Location;
import io.t4.storage.ObjectStore;
import io.t4.storage.WriteOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Packages are found as they are pushed, change and go. */
class PackagesTest {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  /** For what has no limit of its own; machines are busy. */
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir static Path data;
  @TempDir static Path directory;

  private static String local;
  private static String remote;
  private static T4Session session;
  private static CatalogUnderTest catalog;

  private enum Kind {
    DIRECTORY(Duration.ofSeconds(2)),
    S3(Duration.ofSeconds(5));

    private final Duration soon;

    Kind(Duration soon) {
      this.soon = soon;
    }

    String bucket() {
      return this == DIRECTORY ? local : remote;
    }

    PackageRegistry registry() {
      return PackageRegistry.open(bucket(), session);
    }
  }

  @BeforeAll
  static void start() {
    local = Location.directory(directory).toString();
    remote = "s3://" + SANDBOX.newBucket();
    session =
        T4Session.builder()
            .configDirectory(data.resolve("config"))
            .cacheDirectory(data.resolve("cache"))
            .endpoint(SANDBOX.endpoint().toString())
            .build();
    catalog =
        CatalogUnderTest.builder(List.of(local, remote), Map.of("indexing.poll-interval", "500ms"))
            .search(SEARCH.uri())
            .endpoint(SANDBOX.endpoint())
            .data(data)
            .start();
    catalog.awaitComparison(local);
    catalog.awaitComparison(remote);
  }

  @AfterAll
  static void stop() {
    if (catalog != null) {
      catalog.close();
    }
    if (session != null) {
      session.close();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static JsonNode search(String bucket, String query, String more) {
    return catalog.get(
        "/api/packages/search?bucket=" + encoded(bucket) + "&q=" + encoded(query) + more);
  }

  private static List<JsonNode> hits(Kind kind, String query) {
    return search(kind.bucket(), query, "&size=1000")
        .path("hits")
        .path("hits")
        .valueStream()
        .toList();
  }

  private static List<String> hashes(Kind kind, String query) {
    return hits(kind, query).stream()
        .map(hit -> hit.path("_source").path("top_hash").asString())
        .toList();
  }

  private static void awaitHashes(Kind kind, String query, String... topHashes) {
    awaitHashes(LONG, kind, query, topHashes);
  }

  private static void awaitHashes(Duration atMost, Kind kind, String query, String... topHashes) {
    await()
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(hashes(kind, query)).containsExactlyInAnyOrder(topHashes));
  }

  private static DataPackage sample(String text) throws IOException {
    Path file = Files.createTempFile(data, "entry", ".txt");
    Files.writeString(file, text);
    return DataPackage.create(session)
        .set("maps/rawHeights2.csv", file)
        .set("README.md", file)
        .setMeta(Map.of("season", 2026, "station", Map.of("city", "San Francisco")));
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void isFoundByAllThatIsKnownOfIt(Kind kind) throws IOException {
    String hash =
        sample("found")
            .push("team/found", kind.registry(), PushOptions.withMessage("gathered by Freyja"))
            .topHash();

    awaitHashes(kind, "name:team/found", hash);
    for (String query :
        List.of(
            "found freyja",
            "name:found",
            "name:team/f*",
            "message:'by freyja'",
            "user_meta.season:>2025 name:found",
            "user_meta.station.city:'San Francisco' name:found",
            "heights name:found",
            "key_text:maps/rawHeights2.csv name:found",
            "size:10 entries:2 name:found",
            "top_hash:" + hash + " pointer:latest")) {
      assertThat(hashes(kind, query)).as(query).containsExactly(hash);
    }
    assertThat(hashes(kind, "name:found user_meta.season:2025")).isEmpty();
    JsonNode hit = hits(kind, "gathered name:team/found").get(0);
    assertThat(hit.path("registry").asString()).isEqualTo(kind.bucket());
    assertThat(hit.path("_source").path("entries").asInt()).isEqualTo(2);
    assertThat(hit.path("_source").path("entries_searched").asInt()).isEqualTo(2);
    assertThat(hit.path("_source").path("user_meta").path("season").asInt()).isEqualTo(2026);
    assertThat(hit.path("highlight").path("message").path(0).asString())
        .contains("<em>gathered</em>");
    assertThat(hit.path("highlight").path("name_text").path(0).asString())
        .isEqualTo("<em>team</em>/<em>found</em>");
    // Objects are searched without them, and the pointers are objects as before.
    assertThat(catalog.search(kind.bucket(), "freyja")).isEmpty();
    for (String query : List.of("*", "found", "latest:true")) {
      assertThat(catalog.search(kind.bucket(), query))
          .as(query)
          .noneMatch(key -> key.startsWith(".quilt/"));
    }
    assertThat(catalog.search(kind.bucket(), "latest:true key:.quilt/named_packages/team/found/"))
        .hasSize(2);
    catalog.awaitEqualToBucket(kind.bucket());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void followsItsRevisions(Kind kind) throws IOException {
    PackageRegistry registry = kind.registry();
    String first =
        sample("1").push("team/moving", registry, PushOptions.withMessage("one").force()).topHash();
    awaitHashes(kind, "name:team/moving", first);
    String second =
        sample("2").push("team/moving", registry, PushOptions.withMessage("two").force()).topHash();
    awaitHashes(kind.soon, kind, "name:team/moving", second);
    assertThat(hashes(kind, "name:team/moving message:one")).isEmpty();

    registry.rollback("team/moving", first);
    awaitHashes(kind.soon, kind, "name:team/moving", first);

    Set<String> published = new HashSet<>();
    for (PackageVersion version : registry.listPackageVersions("team/moving")) {
      if (!version.isLatest()) {
        published.add(version.topHash());
      }
    }
    await()
        .atMost(kind.soon)
        .untilAsserted(
            () -> assertThat(hashes(kind, "name:team/moving latest:false")).containsAll(published));

    registry.deletePackage("team/moving");
    awaitHashes(kind.soon, kind, "name:team/moving");
    awaitHashes(kind, "name:team/moving latest:false");
    catalog.awaitEqualToBucket(kind.bucket());
  }

  @Test
  void aHundredPushesAreAHundredHits() throws IOException {
    Set<String> pushed = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      pushed.add(
          sample("of " + i)
              .setMeta(Map.of("number", i))
              .push("hundred/p" + i, Kind.DIRECTORY.registry(), PushOptions.none())
              .topHash());
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> assertThat(new HashSet<>(hashes(Kind.DIRECTORY, "hundred"))).isEqualTo(pushed));

    // Page by page each comes once.
    assertThat(pagedNames("newest", (seen, last) -> "&after=" + encoded(last)))
        .hasSize(100)
        .doesNotHaveDuplicates();
    assertThat(pagedNames("relevance", (seen, last) -> "&from=" + seen))
        .hasSize(100)
        .doesNotHaveDuplicates();
    JsonNode facets = search(local, "hundred", "&facet=number&size=0").path("facets");
    assertThat(facets.path("bucket").path(0).path("count").asInt()).isEqualTo(100);
    assertThat(facets.path("user_meta").path("fields").path(0).path("value").asString())
        .isEqualTo("number");
  }

  /**
   * @param place where the next page begins, after how many hits, of which the last was sorted so
   */
  private List<String> pagedNames(String order, BiFunction<Integer, String, String> place)
      throws IOException {
    List<String> names = new ArrayList<>();
    String begin = "";
    while (true) {
      JsonNode page =
          search(local, "hundred", "&size=7&sort=" + order + begin).path("hits").path("hits");
      if (page.isEmpty()) {
        return names;
      }
      page.forEach(hit -> names.add(hit.path("_source").path("name").asString()));
      String last = page.path(page.size() - 1).path("sort").toString();
      begin = place.apply(names.size(), last);
    }
  }

  @Test
  void anyMetadataCanBeIndexed() throws IOException {
    Map<String, Object> deep = new LinkedHashMap<>();
    Map<String, Object> inner = deep;
    for (int i = 0; i < 200; i++) {
      Map<String, Object> next = new LinkedHashMap<>();
      inner.put("d", next);
      inner = next;
    }
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("deep", deep);
    meta.put("", "empty");
    meta.put("a.b..c\u0000\u202e", List.of(1, "two", Map.of("x", true)));
    meta.put("number", 1e308);
    for (int i = 0; i < 5_000; i++) {
      meta.put("field" + i, i % 2 == 0 ? i : "2020-01-0" + i);
    }
    meta.put("long", "x".repeat(100_000));
    String hash =
        sample("hostile")
            .setMeta(meta)
            .push(
                "hostile/meta",
                Kind.DIRECTORY.registry(),
                PushOptions.withMessage("<em>\u0000 " + "m".repeat(100_000)))
            .topHash();
    awaitHashes(Kind.DIRECTORY, "name:hostile/meta", hash);
  }

  @Test
  void whatIsDamagedIsADeadLetterUntilItIsMended() throws IOException {
    Path registry = Files.createDirectories(directory.resolve(".quilt/named_packages/bad/one"));
    String topHash =
        sample("mended")
            .push("bad/source", Kind.DIRECTORY.registry(), PushOptions.none())
            .topHash();
    Files.writeString(registry.resolve("latest"), "no top hash");
    String other = "0".repeat(64);
    Files.writeString(directory.resolve(".quilt/packages/" + other), "{\"version\": \"v0\"}\nno");
    Path two = Files.createDirectories(directory.resolve(".quilt/named_packages/bad/two"));
    Files.writeString(two.resolve("latest"), other);

    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(() -> assertThat(catalog.status(local).deadLetters()).isEqualTo(2));
    HttpResponse<String> letters =
        catalog.request(
            "GET", "/api/buckets/" + catalog.bucket(local).id() + "/dead-letters", null);
    assertThat(letters.body())
        .contains("bad/one/latest", "must be a top hash of 64")
        .contains("bad/two/latest", "Line 2 of the manifest");

    Files.writeString(registry.resolve("latest"), topHash);
    awaitHashes(Kind.DIRECTORY, "name:bad/one", topHash);
    Files.copy(
        directory.resolve(".quilt/packages/" + topHash),
        directory.resolve(".quilt/packages/" + other),
        StandardCopyOption.REPLACE_EXISTING);
    Files.delete(two.resolve("latest"));
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(catalog.status(local).deadLetters()).isZero());
  }

  /** So that memory does not grow with them, of very many entries some are searched. */
  @Test
  void manyEntriesAreSearchedInPart() throws Exception {
    StringBuilder lines = new StringBuilder("{\"version\": \"v0\"}\n");
    for (int i = 0; i < 100_000; i++) {
      lines.append(
          """
          {"logical_key": "part-%06d/measured.csv", "physical_keys": ["s3://elsewhere/%d"], \
          "size": 3, "hash": {"type": "SHA256", "value": "%s"}, "meta": {}}
          """
              .formatted(i, i, "ab".repeat(32)));
    }
    byte[] manifest = lines.toString().getBytes(UTF_8);
    String topHash = DataPackage.load(new ByteArrayInputStream(manifest), session).topHash();
    ObjectStore store = catalog.bucket(remote).store();
    store.put(".quilt/packages/" + topHash, Content.of(manifest), WriteOptions.NONE);
    store.put(
        ".quilt/named_packages/many/entries/latest",
        Content.of(topHash.getBytes(UTF_8)),
        WriteOptions.NONE);

    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> assertThat(hashes(Kind.S3, "name:many/entries")).containsExactly(topHash));
    JsonNode source = hits(Kind.S3, "name:many/entries").get(0).path("_source");
    assertThat(source.path("entries").asInt()).isEqualTo(100_000);
    assertThat(source.path("size").asInt()).isEqualTo(300_000);
    assertThat(source.path("entries_searched").asInt()).isBetween(10_000, 99_999);
    assertThat(hashes(Kind.S3, "'part 000007'")).containsExactly(topHash);
    assertThat(hashes(Kind.S3, "'part 099999'")).isEmpty();
  }

  @Test
  void aQueryNamesFieldsOfPackagesAndIsCheckedAsOthers() {
    HttpResponse<String> unknown =
        catalog.request("GET", "/api/packages/search?q=" + encoded("ext:csv"), null);
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("There is no field 'ext'").contains("top_hash, updated");
    assertThat(
            catalog.request("GET", "/api/search?q=" + encoded("workflow:alpha"), null).statusCode())
        .isEqualTo(400);
    for (String wrong : List.of("after=[]", "after=x", "after=[1,2,3,4]", "size=-1", "sort=x")) {
      HttpResponse<String> answer =
          catalog.request(
              "GET", "/api/packages/search?" + encoded(wrong).replace("%3D", "="), null);
      assertThat(answer.statusCode()).as(wrong + answer.body()).isEqualTo(400);
    }
    JsonNode description =
        JsonMapper.shared().readTree(catalog.request("GET", "/v3/api-docs", null).body());
    for (String path : List.of("/api/search", "/api/packages/search")) {
      assertThat(description.path("paths").path(path).path("get").path("parameters").valueStream())
          .as(path)
          .extracting(parameter -> parameter.path("name").asString())
          .contains("q", "bucket", "facet", "sort", "size", "from");
    }
  }
}
