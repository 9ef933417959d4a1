package io.t4.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.BucketNotServedException;
import io.t4.error.CatalogException;
import io.t4.error.ConfigException;
import io.t4.error.CredentialsException;
import io.t4.error.InvalidQueryException;
import io.t4.error.T4Exception;
import io.t4.search.StubCatalog.Response;
import io.t4.storage.Location;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Searching for packages, as {@code T4.search} does it in the default session. */
class PackageSearchTest extends CatalogUser {
  private static final String PATH = "/api/packages/search";
  private static final String HASH = "ab".repeat(32);

  private PackageSearchResults search(String query, SearchOptions options) {
    return session.catalog().searchPackages(query, options);
  }

  private static Map<String, String> parameters(StubCatalog.Request request) {
    Map<String, String> parameters = new HashMap<>();
    for (String parameter : Objects.requireNonNull(request.query()).split("&", -1)) {
      String[] parts = parameter.split("=", 2);
      parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return parameters;
  }

  private static Map<String, @Nullable Object> hit(int number) {
    Map<String, @Nullable Object> source = new LinkedHashMap<>();
    source.put("name", "team/storms" + number);
    source.put("top_hash", HASH);
    source.put("pointer", number == 0 ? "1700000000" : "latest");
    source.put("last_modified", "2026-05-01T12:00:00Z");
    source.put("message", number == 0 ? null : "gathered");
    source.put("user_meta", Map.of("season", 2026L));
    source.put("size", 10L);
    source.put("entries", 2L);
    Map<String, @Nullable Object> hit = new LinkedHashMap<>();
    hit.put("registry", "s3://lab");
    hit.put("_source", source);
    hit.put("sort", List.of(number, "team/storms" + number, "latest", "t4"));
    hit.put("highlight", Map.of("name_text", List.of("team/<em>storms</em>" + number)));
    return hit;
  }

  private void serve(int total) {
    catalog.answer(
        PATH,
        request -> {
          Map<String, String> asked = parameters(request);
          String after = asked.get("after");
          int from =
              after == null
                  ? Integer.parseInt(asked.getOrDefault("from", "0"))
                  : Integer.parseInt(after.replaceFirst("^\\[(\\d+),.*$", "$1")) + 1;
          int size = Integer.parseInt(Objects.requireNonNull(asked.get("size")));
          List<Object> hits = new ArrayList<>();
          for (int i = from; i < Math.min(total, from + size); i++) {
            hits.add(hit(i));
          }
          return Response.json(
              200,
              Map.of(
                  "timed_out",
                  false,
                  "hits",
                  Map.of("total", Map.of("value", total, "relation", "eq"), "hits", hits)));
        });
  }

  @Test
  void hitsTellWhatIsKnownOfARevision() {
    serve(2);
    PackageSearchResults found = search("storms & more", SearchOptions.newestFirst());

    assertThat(found.total()).isEqualTo(2);
    PackageHit first = found.toList().get(0);
    assertThat(first.registry()).isEqualTo("s3://lab");
    assertThat(first.name()).isEqualTo("team/storms0");
    assertThat(first.topHash()).isEqualTo(HASH);
    assertThat(first.isLatest()).isFalse();
    assertThat(first.message()).isNull();
    assertThat(first.meta()).isEqualTo(Map.of("season", 2026L));
    assertThat(first.size()).isEqualTo(10);
    assertThat(first.entries()).isEqualTo(2);
    assertThat(first.time()).isEqualTo(Instant.parse("2026-05-01T12:00:00Z"));
    assertThat(first.highlights().get(0).text()).isEqualTo("team/storms0");
    PackageHit second = found.toList().get(1);
    assertThat(second.isLatest()).isTrue();
    assertThat(second.message()).isEqualTo("gathered");
    assertThat(parameters(catalog.requests().get(0)))
        .containsEntry("q", "storms & more")
        .containsEntry("sort", "newest")
        .doesNotContainKey("bucket");
  }

  @Test
  void pagesAreFetchedAsTheyAreNeeded() {
    serve(250);
    PackageSearchResults found = search("storms", SearchOptions.byRelevance());
    assertThat(catalog.requests()).hasSize(1);
    assertThat(found.stream().map(PackageHit::name)).hasSize(250).doesNotHaveDuplicates();
    assertThat(catalog.requests()).hasSize(3);
    assertThat(search("storms", SearchOptions.newestFirst()).stream().map(PackageHit::name))
        .hasSize(250)
        .doesNotHaveDuplicates();
    assertThat(search("storms", SearchOptions.newestFirst().atMost(120)).toList()).hasSize(120);
    assertThat(search("storms", SearchOptions.newestFirst().atMost(0)).total()).isEqualTo(250);
  }

  @Test
  void oneBucketCanBeSearched() {
    serve(1);
    assertThat(
            session
                .catalog()
                .searchPackages(Location.parse(BUCKET), "*", SearchOptions.newestFirst())
                .toList())
        .hasSize(1);
    assertThat(parameters(catalog.requests().get(0))).containsEntry("bucket", BUCKET);
  }

  @Test
  void whatIsRefusedIsTold() {
    catalog.answer(PATH, request -> Response.error(400, "invalid_search", "no field 'x'"));
    assertRefused(InvalidQueryException.class, "no field 'x'");
    catalog.answer(PATH, request -> Response.error(401, "unauthorized", "who are you"));
    assertRefused(CredentialsException.class, "t4 login");
    assertThatThrownBy(() -> search(" ", SearchOptions.newestFirst()))
        .isInstanceOf(InvalidQueryException.class);
  }

  @Test
  void aBucketThatIsNotServedIsToldOnceWithThoseThatAre() {
    catalog.serve("lab").serve("file:///data/field");
    catalog.answer(
        PATH,
        request ->
            Response.error(404, "unknown_bucket", "this catalog serves no bucket 'x' to you"));
    Location other = Location.parse("s3://other");
    assertThatThrownBy(
            () -> session.catalog().searchPackages(other, "storms", SearchOptions.newestFirst()))
        .isInstanceOf(BucketNotServedException.class)
        .hasMessage(
            "The catalog %s doesn't serve s3://other; it serves %s."
                .formatted(catalog.url(), String.join(", ", session.catalog().buckets())));
    assertThat(session.catalog().buckets()).contains("s3://lab", "file:///data/field");
  }

  @Test
  void aCatalogThatDoesNotSearchForPackagesIsNamed() {
    assertRefused(CatalogException.class, "can't search for packages");
    // Those of Python stacks show their page at all paths.
    catalog.answer(PATH, request -> Response.text(200, "<!doctype html><title>Quilt</title>"));
    assertRefused(CatalogException.class, "can't search for packages");
    catalog.answer(
        PATH,
        request -> Response.json(200, Map.of("hits", Map.of("hits", List.of(Map.of("a", 1))))));
    assertRefused(CatalogException.class, "no package");
    session.config().update(Collections.singletonMap("navigator_url", null));
    assertRefused(ConfigException.class, "navigator_url");
  }

  private void assertRefused(Class<? extends T4Exception> type, String message) {
    assertThatThrownBy(() -> search("storms", SearchOptions.newestFirst()))
        .isInstanceOf(type)
        .hasMessageContaining(message);
  }
}
