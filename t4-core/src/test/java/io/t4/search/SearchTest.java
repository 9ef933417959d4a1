package io.t4.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.bucket.Bucket;
import io.t4.error.CatalogException;
import io.t4.error.InvalidInputException;
import io.t4.error.InvalidQueryException;
import io.t4.error.StorageException;
import io.t4.search.Highlight.Part;
import io.t4.search.StubCatalog.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Searching a bucket, over a catalog that takes what the contract has and nothing else. */
class SearchTest extends CatalogUser {
  private static final Instant NOON = Instant.parse("2026-05-01T12:00:00.123Z");

  private void add(String key, Instant updated, String text) {
    catalog.add(BUCKET, StubCatalog.document(key, updated, text));
  }

  private static List<String> keys(Iterable<SearchHit> hits) {
    List<String> keys = new ArrayList<>();
    hits.forEach(hit -> keys.add(hit.key()));
    return keys;
  }

  private void answerSearches(StubCatalog.Responder responder) {
    catalog.answer(StubCatalog.searchPath(BUCKET), responder);
  }

  @Test
  void hitsComeNewestFirstWithAllThatIsKnown() {
    add("old.txt", NOON.minusSeconds(60), "Thor was here");
    Map<String, @Nullable Object> document = StubCatalog.document("new.txt", NOON, "Hail Thor!");
    document.put("user_meta", Map.of("name", "thor", "ratings", List.of(1L, 2.5)));
    catalog.add(BUCKET, document);
    add("other.txt", NOON, "Loki");

    SearchResults results = bucket().search("thor");

    assertThat(keys(results)).containsExactly("new.txt", "old.txt");
    assertThat(results.total()).isEqualTo(2);
    assertThat(results.isTotalExact()).isTrue();
    assertThat(results).hasToString("SearchResults[query=thor, total=2]");
    SearchHit hit = results.iterator().next();
    assertThat(hit.versionId()).isEqualTo("v1");
    assertThat(hit.operation()).isEqualTo(SearchHit.Operation.CREATE);
    assertThat(hit.meta()).isEqualTo(Map.of("name", "thor", "ratings", List.of(1L, 2.5)));
    assertThat(hit.size()).isEqualTo(10);
    assertThat(hit.text()).isEqualTo("Hail Thor!");
    assertThat(hit.time()).isEqualTo(NOON);
    assertThat(hit.source()).containsEntry("type", "Create").containsKey("updated");
    assertThat(hit.highlights())
        .containsExactly(
            new Highlight(
                "content",
                List.of(
                    new Part("new.txt hail ", false),
                    new Part("thor", true),
                    new Part("!", false))));
    assertThat(hit.highlights().get(0).text()).isEqualTo("new.txt hail thor!");
    assertThat(hit.toString()).contains("new.txt").doesNotContain("Hail");
  }

  @Test
  void aMarkThatIsNotClosedIsText() {
    assertThat(Highlight.parse("text", "a <em>b</em> <em>c").parts())
        .containsExactly(new Part("a ", false), new Part("b", true), new Part(" <em>c", false));
    assertThat(Highlight.parse("text", "a </em> b").parts())
        .containsExactly(new Part("a </em> b", false));
  }

  @Test
  void nothingFoundIsAnEmptyResult() {
    SearchResults results = bucket().search("odin");

    assertThat(results).isEmpty();
    assertThat(results.total()).isZero();
    assertThat(results.toList()).isEmpty();
  }

  @Test
  void byRelevanceTheBestComesFirst() {
    add("once.txt", NOON, "thor");
    add("often.txt", NOON.minusSeconds(60), "thor thor thor");

    assertThat(keys(bucket().search("thor", SearchOptions.byRelevance())))
        .containsExactly("often.txt", "once.txt");
    assertThat(keys(bucket().search("thor", SearchOptions.byRelevance().atMost(1))))
        .containsExactly("often.txt");
  }

  @Test
  void everyHitComesOnceThoughMostHaveTheSameTime() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 1_050; i++) {
      expected.add("thor-" + i);
    }
    List<String> shuffled = new ArrayList<>(expected);
    Collections.shuffle(shuffled, random);
    for (String key : shuffled) {
      Map<String, @Nullable Object> document =
          StubCatalog.document(key, NOON.plusSeconds(random.nextInt(3)), "x");
      if (random.nextInt(5) == 0) {
        document.put("version_id", null);
      }
      catalog.add(BUCKET, document);
    }

    for (SearchOrder order : SearchOrder.values()) {
      SearchResults results =
          bucket().search("thor", new SearchOptions(SearchOptions.UNLIMITED, order));

      assertThat(keys(results))
          .as("%s, seed %d", order, seed)
          .hasSize(expected.size())
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(results.total()).isEqualTo(expected.size());
    }
  }

  @Test
  void hitsThatAreDeletedMeanwhileHideNoOthers() {
    for (int i = 0; i < 300; i++) {
      add("thor-%03d".formatted(i), NOON, "x");
    }
    List<String> seen = new ArrayList<>();
    for (SearchHit hit : bucket().search("thor")) {
      seen.add(hit.key());
      catalog.remove(BUCKET, hit.key());
    }

    assertThat(new HashSet<>(seen)).hasSize(300);
    assertThat(seen).hasSize(300);
  }

  @Test
  void pagesAreFetchedAsTheyAreNeeded() {
    for (int i = 0; i < 250; i++) {
      add("thor-%03d".formatted(i), NOON, "x");
    }

    SearchResults results = bucket().search("thor");
    assertThat(catalog.searches()).hasSize(1);
    Iterator<SearchHit> hits = results.iterator();
    for (int i = 0; i < 100; i++) {
      hits.next();
    }
    assertThat(catalog.searches()).hasSize(1);
    assertThat(hits.next().key()).isEqualTo("thor-100");
    assertThat(catalog.searches()).hasSize(2);

    assertThat(results.stream().skip(240).findFirst().orElseThrow().key()).isEqualTo("thor-240");
    assertThat(results.stream().count()).isEqualTo(250);
  }

  @Test
  void aLimitStopsAndAsksForNoMore() {
    for (int i = 0; i < 250; i++) {
      add("thor-%03d".formatted(i), NOON, "x");
    }

    assertThat(bucket().search("thor", 3).toList()).hasSize(3);
    assertThat(catalog.searches()).hasSize(1);
    assertThat(catalog.searches().get(0).body()).contains("\"size\": 3,");
    assertThat(bucket().search("thor", 120).toList()).hasSize(120);
    assertThat(catalog.searches()).hasSize(3);
    assertThat(catalog.searches().get(2).body()).contains("\"size\": 20,");
    assertThat(bucket().search("thor", 120).total()).isEqualTo(250);
    assertThat(bucket().search("thor", 0)).isEmpty();
    assertThat(bucket().search("thor", 0).total()).isEqualTo(250);
    assertThatThrownBy(() -> bucket().search("thor", -1))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void queriesArriveAsTheyWereWritten() {
    String query = "user_meta.name:'þórr' \\\"x\\\" \u0001 𝄞";
    add("a.txt", NOON, query);

    assertThat(bucket().search(query).total()).isEqualTo(1);
  }

  @Test
  void aMalformedQueryIsPointedInto() {
    assertThatThrownBy(() -> bucket().search("name:(thor"))
        .isInstanceOfSatisfying(
            InvalidQueryException.class,
            e -> {
              assertThat(e.query()).isEqualTo("name:(thor");
              assertThat(e.position()).hasValue(5);
              assertThat(e.reason()).isEqualTo("'(' is not closed");
            })
        .hasMessageContaining("'name:(thor'")
        .hasMessageContaining("character 6");
    assertThatThrownBy(() -> bucket().search("  "))
        .isInstanceOf(InvalidQueryException.class)
        .hasMessageContaining("empty");
  }

  @Test
  void theWordsOfOlderEnginesAboutAQueryAreKept() {
    answerSearches(
        request ->
            Response.text(
                400,
                """
                {"error": {"type": "search_phase_execution_exception",
                  "reason": "all shards failed", "root_cause": [
                    {"type": "query_shard_exception", "reason": "Failed to parse query [(]"}]}}
                """));

    assertThatThrownBy(() -> bucket().search("("))
        .isInstanceOfSatisfying(
            InvalidQueryException.class, e -> assertThat(e.position()).isEmpty())
        .hasMessageContaining("Failed to parse query [(]");
  }

  @Test
  void anOldIndexIsSortedByWhatItHas() {
    answerSearches(
        request ->
            request.body().contains("\"_id\"")
                ? Response.text(
                    200,
                    """
                    {"hits": {"total": 2, "hits": [
                      {"_id": "1", "_source": {"key": "a.txt", "type": "ObjectCreated:Put",
                        "updated": "2019-01-02 03:04:05.5"}, "sort": [1, "1"]},
                      {"_id": "2", "_source": {"key": "b.txt", "type": "Delete", "size": null,
                        "user_meta": "?", "updated": 1546398245000}, "sort": [1, "2"]}]}}
                    """)
                : Response.error(400, "x", "Fielddata is disabled on text fields by default."));

    List<SearchHit> hits = bucket().search("thor").toList();

    assertThat(keys(hits)).containsExactly("a.txt", "b.txt");
    assertThat(hits.get(0).time()).isEqualTo(Instant.parse("2019-01-02T03:04:05.5Z"));
    assertThat(hits.get(0).operation()).isEqualTo(SearchHit.Operation.CREATE);
    assertThat(hits.get(1).time()).isEqualTo(Instant.parse("2019-01-02T03:04:05Z"));
    assertThat(hits.get(1).operation()).isEqualTo(SearchHit.Operation.DELETE);
    assertThat(hits.get(1).meta()).isEmpty();
  }

  @Test
  void aCountThatEndsEarlyIsALowerBound() {
    answerSearches(
        request ->
            Response.text(
                200,
                "{\"hits\": {\"total\": {\"value\": 10000, \"relation\": \"gte\"}, \"hits\": []}}"));

    SearchResults results = bucket().search("thor", 0);

    assertThat(results.total()).isEqualTo(10_000);
    assertThat(results.isTotalExact()).isFalse();
    assertThat(results.toString()).contains("at least 10000");
  }

  @Test
  void halfASearchIsNoResult() {
    for (String answer :
        List.of(
            "{\"timed_out\": true, \"hits\": {\"total\": 0, \"hits\": []}}",
            "{\"_shards\": {\"failed\": 1}, \"hits\": {\"total\": 0, \"hits\": []}}")) {
      answerSearches(request -> Response.text(200, answer));

      assertThatThrownBy(() -> bucket().search("thor"))
          .isInstanceOfSatisfying(StorageException.class, e -> assertThat(e.isRetryable()).isTrue())
          .hasMessageContaining("part of the bucket");
    }
  }

  @Test
  void whatIsNoSearchResultIsNamed() {
    for (String answer :
        List.of(
            "<html>",
            "[]",
            "",
            "{}",
            "{\"hits\": {\"hits\": [1]}}",
            "{\"hits\": {\"hits\": [{\"_source\": {}}]}}",
            "[".repeat(5_000))) {
      answerSearches(request -> Response.text(200, answer));

      assertThatThrownBy(() -> bucket().search("thor"))
          .as(answer)
          .isInstanceOf(CatalogException.class)
          .hasMessageContaining(catalog.url());
    }
  }

  @Test
  void aCatalogThatTurnsNoPagesIsNotAskedForEver() {
    String page =
        "{\"hits\": {\"total\": 9, \"hits\": [{\"_source\": {\"key\": \"a\"}, \"sort\": [1]}]}}";
    answerSearches(request -> Response.text(200, page));
    assertThatThrownBy(() -> bucket().search("thor").toList())
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("same page");

    answerSearches(request -> Response.text(200, page.replace(", \"sort\": [1]", "")));
    assertThatThrownBy(() -> bucket().search("thor").toList())
        .isInstanceOf(CatalogException.class)
        .hasMessageContaining("next page");
  }

  @Test
  void largePagesAreFetchedInParts() {
    // Hits of 2 MiB, of which 15 fit into what is read of a page.
    String text = "x".repeat(2 << 20);
    answerSearches(
        request -> {
          int size = number(request.body(), "\"size\": (\\d+)", 0);
          int first = number(request.body(), "\"search_after\": \\[(\\d+)", -1) + 1;
          List<String> hits = new ArrayList<>();
          for (int i = first; i < Math.min(first + size, 40); i++) {
            hits.add(
                "{\"_source\": {\"key\": \"%d\", \"text\": \"%s\"}, \"sort\": [%d]}"
                    .formatted(i, text, i));
          }
          return Response.text(
              200, "{\"hits\": {\"total\": 40, \"hits\": [" + String.join(",", hits) + "]}}");
        });

    SearchResults results = bucket().search("thor");

    assertThat(results.total()).isEqualTo(40);
    assertThat(results.stream().map(SearchHit::key).map(Integer::valueOf))
        .containsExactlyElementsOf(IntStream.range(0, 40).boxed().toList());
  }

  /** With each page the index has changed, and every score with it. */
  @Test
  void pagesByRelevanceEndureChangingScores() {
    int all = 10_150;
    AtomicInteger pages = new AtomicInteger();
    answerSearches(
        request -> {
          int size = number(request.body(), "\"size\": (\\d+)", 0);
          int from = number(request.body(), "\"from\": (\\d+)", 0);
          int first = number(request.body(), "\"search_after\": \\[[^,]*, \"(\\d+)", from - 1) + 1;
          int score = 1_000 - pages.incrementAndGet();
          List<String> hits = new ArrayList<>();
          for (int i = first; i < Math.min(first + size, all); i++) {
            hits.add(
                "{\"_source\": {\"key\": \"%d\"}, \"sort\": [%d, \"%d\"]}".formatted(i, score, i));
          }
          return Response.text(
              200,
              "{\"hits\": {\"total\": %d, \"hits\": [%s]}}".formatted(all, String.join(",", hits)));
        });

    SearchResults results =
        bucket().search("thor", new SearchOptions(SearchOptions.UNLIMITED, SearchOrder.RELEVANCE));

    assertThat(results.stream().map(SearchHit::key).map(Integer::valueOf))
        .containsExactlyElementsOf(IntStream.range(0, all).boxed().toList());
  }

  private static int number(String text, String pattern, int otherwise) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    return found.find() ? Integer.parseInt(found.group(1)) : otherwise;
  }

  @Test
  void moreHitsThanWereAskedForAreRefused() {
    String hit = "{\"_source\": {\"key\": \"a\"}}";
    // The second is of 27 MB, which as objects would fill the memory of a small process.
    for (int hits : List.of(4, 1_000_000)) {
      String page = "{\"hits\": {\"hits\": [" + (hit + ",").repeat(hits - 1) + hit + "]}}";
      answerSearches(request -> Response.text(200, page));

      assertThatThrownBy(() -> bucket().search("thor", 3))
          .as("%d hits", hits)
          .isInstanceOf(CatalogException.class)
          .hasMessageContaining(catalog.url())
          .hasMessageContaining(hits == 4 ? "4 hits, asked for 3" : "1000000");
    }
  }

  @Test
  void directoriesAreSearchedByTheirUri() {
    String uri = "file:///data/the%20lab";
    catalog.serve(uri).add(uri, StubCatalog.document("thor.txt", NOON, "x"));

    assertThat(keys(Bucket.open(uri, session).search("thor"))).containsExactly("thor.txt");
  }

  @Test
  void theSchemaOfMetadataIsThatOfTheCatalog() {
    assertThat(bucket().getUserMetaSchema())
        .isEqualTo(
            Map.of("type", "object", "properties", Map.of("name", Map.of("type", "string"))));
  }

  @Test
  void theSchemaOfAnOlderStackIsItsMapping() {
    String base = StubCatalog.searchPath(BUCKET).replace("/drive/_search", "");
    catalog.answer(
        base + "/user-meta-schema",
        request -> Response.error(404, "index_not_found_exception", "no such index"));
    for (String mapping :
        List.of(
            "{\"drive\": {\"mappings\": {\"_doc\": {\"properties\": {\"user_meta\": %s}}}}}",
            "{\"drive-1\": {\"mappings\": {\"properties\": {\"user_meta\": %s}}}}")) {
      String userMeta = "{\"properties\": {\"name\": {\"type\": \"text\"}}}";
      catalog.answer(
          base + "/drive/_mapping", request -> Response.text(200, mapping.formatted(userMeta)));

      assertThat(bucket().getUserMetaSchema())
          .isEqualTo(Map.of("properties", Map.of("name", Map.of("type", "text"))));
    }
  }
}
