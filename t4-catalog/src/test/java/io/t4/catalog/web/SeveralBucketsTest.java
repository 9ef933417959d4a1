package io.t4.catalog.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.t4.catalog.CatalogUnderTest;
import io.t4.sandbox.SandboxExtension;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Content;
import io.t4.storage.WriteOptions;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The search over several buckets, as it is asked for. */
class SeveralBucketsTest {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final long SEED = new Random().nextLong();
  private static final int OBJECTS = 60;
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir static Path data;

  private static final List<String> NAMES = new ArrayList<>();
  private static final List<Stored> ALL = new ArrayList<>();
  private static CatalogUnderTest catalog;

  /** With characters that mean something to the query language and to the engine. */
  private static final String CITY = "city, [town] > hamlet";

  /** An object, as the test knows it. */
  private record Stored(String bucket, String key, String text, ObjectNode meta) {
    String ext() {
      int dot = key.lastIndexOf('.');
      return dot < 0 ? "" : key.substring(dot);
    }

    Set<String> fields() {
      return meta.propertyNames().stream().collect(Collectors.toSet());
    }

    /** The values of a field, as facets name them. */
    Set<String> values(String field) {
      JsonNode value = meta.path(field);
      Set<String> values = new HashSet<>();
      if (value.isArray()) {
        value.forEach(member -> values.add(member.asString().toLowerCase(Locale.ROOT)));
      } else if (!value.isMissingNode()) {
        values.add(value.asString().toLowerCase(Locale.ROOT));
      }
      return values;
    }

    String size() {
      return text.length() < 1024 ? "up to 1 KiB" : "1 KiB to 1 MiB";
    }
  }

  @BeforeAll
  static void start() throws IOException {
    System.out.println("seed " + SEED);
    for (int i = 0; i < 3; i++) {
      NAMES.add(SANDBOX.newBucket());
    }
    catalog =
        CatalogUnderTest.builder(
                NAMES.stream().map(name -> "s3://" + name).toList(),
                Map.of("indexing.poll-interval", "500ms"))
            .search(SEARCH.uri())
            .endpoint(SANDBOX.endpoint())
            .data(data)
            .start();
    Random random = new Random(SEED);
    for (String name : NAMES) {
      for (int i = 0; i < OBJECTS; i++) {
        Stored object = random(random, name, i);
        ALL.add(object);
        catalog
            .bucket(name)
            .store()
            .put(
                object.key(),
                Content.of(object.text().getBytes(UTF_8)),
                WriteOptions.withMetadata(
                    Map.of(
                        "helium",
                        JSON.createObjectNode().set("user_meta", object.meta()).toString())));
      }
    }
    for (String name : NAMES) {
      catalog.awaitEqualToBucket(name);
    }
  }

  @AfterAll
  static void stop() {
    if (catalog != null) {
      catalog.close();
    }
  }

  private static Stored random(Random random, String bucket, int number) {
    String ext = List.of(".txt", ".csv", ".md", ".raw", "").get(random.nextInt(5));
    String text = random.nextInt(3) == 0 ? "the hammer of mjolnir " : "nothing ";
    return new Stored(
        bucket,
        "dir%d/object-%d%s".formatted(random.nextInt(3), number, ext),
        random.nextInt(4) == 0 ? text.repeat(200) : text,
        meta(random));
  }

  /** One field of all types; one with a comma in its name. */
  private static ObjectNode meta(Random random) {
    ObjectNode meta = JSON.createObjectNode();
    switch (random.nextInt(7)) {
      case 0 -> meta.put("depth", random.nextInt(3));
      case 1 -> meta.put("depth", Integer.toString(random.nextInt(3)));
      case 2 -> meta.put("depth", "very deep");
      case 3 -> meta.put("depth", random.nextBoolean());
      case 4 -> meta.put("depth", "2026-05-0" + (1 + random.nextInt(3)));
      case 5 -> {
        ArrayNode depths = meta.putArray("depth");
        depths.add(1).add(1).add("Very Deep");
      }
      default -> {}
    }
    if (random.nextBoolean()) {
      meta.put(CITY, List.of("Oslo", "San Francisco").get(random.nextInt(2)));
    }
    return meta;
  }

  private static String path(Object... parameters) {
    StringBuilder path = new StringBuilder("/api/search?");
    for (int i = 0; i < parameters.length; i += 2) {
      path.append(parameters[i])
          .append('=')
          .append(URLEncoder.encode(String.valueOf(parameters[i + 1]), UTF_8))
          .append('&');
    }
    return path.toString();
  }

  private static JsonNode search(Object... parameters) {
    return catalog.get(path(parameters));
  }

  private static Map<String, Long> counts(JsonNode facet) {
    Map<String, Long> counts = new TreeMap<>();
    facet.forEach(
        value -> counts.put(value.path("value").asString(), value.path("count").asLong()));
    return counts;
  }

  private static Map<String, Long> counts(
      List<Stored> objects, Function<Stored, Set<String>> values) {
    return objects.stream()
        .flatMap(object -> values.apply(object).stream())
        .collect(Collectors.groupingBy(value -> value, TreeMap::new, Collectors.counting()));
  }

  /** A query, and what it finds. */
  private record Query(String text, Predicate<Stored> finds) {
    @Override
    public String toString() {
      return text;
    }
  }

  static Stream<Query> queries() {
    return Stream.of(
        new Query("*", object -> true),
        new Query(
            "mjolnir",
            // Nobody reads files of unknown kinds.
            object ->
                object.text().contains("mjolnir")
                    && Set.of(".txt", ".csv", ".md").contains(object.ext())),
        new Query("ext:csv", object -> object.ext().equals(".csv")),
        new Query(
            "key:dir1/ size:>1024",
            object -> object.key().startsWith("dir1/") && object.text().length() > 1024),
        new Query("_exists_:user_meta.depth", object -> object.meta().has("depth")),
        new Query("user_meta.depth:1", object -> object.values("depth").contains("1")),
        new Query("user_meta.depth:deep", object -> object.values("depth").contains("very deep")),
        new Query(
            "user_meta.city\\,\\ \\[town\\]\\ \\>\\ hamlet:oslo",
            object -> object.values(CITY).contains("oslo")),
        new Query("nobody-has-this", object -> false));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void countsWhatItFinds(Query query) {
    for (List<String> buckets : List.of(NAMES, NAMES.subList(0, 2), NAMES.subList(2, 3))) {
      List<Stored> found =
          ALL.stream()
              .filter(object -> buckets.contains(object.bucket()) && query.finds().test(object))
              .toList();
      List<Object> parameters =
          new ArrayList<>(
              List.of("q", query.text(), "size", 1_000, "facet", "user_meta.depth", "facet", CITY));
      buckets.forEach(bucket -> parameters.addAll(List.of("bucket", bucket)));
      JsonNode answer = search(parameters.toArray());

      assertThat(hits(answer))
          .containsExactlyInAnyOrderElementsOf(
              found.stream().map(SeveralBucketsTest::name).toList());
      assertThat(answer.path("hits").path("total").path("value").asInt()).isEqualTo(found.size());
      JsonNode facets = answer.path("facets");
      assertThat(counts(facets.path("bucket")))
          .isEqualTo(counts(found, object -> Set.of(object.bucket())));
      assertThat(counts(facets.path("ext")))
          .isEqualTo(counts(found, object -> Set.of(object.ext())));
      assertThat(counts(facets.path("size")))
          .isEqualTo(counts(found, object -> Set.of(object.size())));
      assertThat(counts(facets.path("updated")).values().stream().mapToLong(n -> n).sum())
          .isEqualTo(found.size());
      JsonNode meta = facets.path("user_meta");
      assertThat(counts(meta.path("fields"))).isEqualTo(counts(found, Stored::fields));
      for (String field : List.of("depth", CITY)) {
        assertThat(counts(meta.path("values").path(field).path("values")))
            .as(field)
            .isEqualTo(counts(found, object -> object.values(field)));
      }
    }
  }

  private static String name(Stored object) {
    return object.bucket() + " " + object.key();
  }

  private static List<String> hits(JsonNode answer) {
    List<String> names = new ArrayList<>();
    answer
        .path("hits")
        .path("hits")
        .forEach(
            hit ->
                names.add(
                    hit.path("bucket").asString()
                        + " "
                        + hit.path("_source").path("key").asString()));
    return names;
  }

  @Test
  void theSchemaTellsHowManyObjectsHaveAField() {
    String name = NAMES.get(0);
    Map<String, Long> wanted =
        counts(
            ALL.stream().filter(object -> object.bucket().equals(name)).toList(), Stored::fields);
    JsonNode properties =
        catalog.get("/api/buckets/" + name + "/user-meta-schema").path("properties");
    wanted.forEach(
        (field, count) ->
            assertThat(properties.path(field).path("x-count").asLong()).as(field).isEqualTo(count));
  }

  @Test
  void tellsTheRangesOfAFieldOfAllTypes() {
    JsonNode depth =
        search("size", 0, "facet", "depth")
            .path("facets")
            .path("user_meta")
            .path("values")
            .path("depth");
    List<Stored> numbers =
        ALL.stream()
            .filter(object -> object.values("depth").stream().anyMatch(v -> v.matches("\\d")))
            .toList();
    List<String> dates =
        ALL.stream()
            .flatMap(object -> object.values("depth").stream())
            .filter(value -> value.startsWith("2026"))
            .sorted()
            .toList();
    assertThat(numbers).isNotEmpty();
    assertThat(depth.path("numbers").path("max").asDouble())
        .isEqualTo(
            numbers.stream()
                .flatMap(object -> object.values("depth").stream())
                .filter(value -> value.matches("\\d"))
                .mapToDouble(Double::parseDouble)
                .max()
                .orElseThrow());
    assertThat(depth.path("dates").path("count").asInt()).isEqualTo(dates.size());
    assertThat(depth.path("dates").path("min").asString()).startsWith(dates.get(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"relevance", "newest"})
  void givesEachHitOnceInPages(String sort) {
    List<String> found = new ArrayList<>();
    int size = 7;
    int total = NAMES.size() * OBJECTS;
    for (int from = 0; from < total; from += size) {
      List<String> page = hits(search("q", "*", "sort", sort, "size", size, "from", from));
      assertThat(page).hasSize(Math.min(size, total - from));
      found.addAll(page);
    }
    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(ALL.stream().map(SeveralBucketsTest::name).toList());
    assertThat(hits(search("q", "*", "from", total))).isEmpty();
  }

  @Test
  void sortsTheNewestFirst() {
    List<Instant> times = new ArrayList<>();
    search("size", 100, "sort", "newest")
        .path("hits")
        .path("hits")
        .forEach(hit -> times.add(Instant.parse(hit.path("_source").path("updated").asString())));
    assertThat(times).isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void countsWithoutHits() {
    JsonNode answer = search("size", 0);
    assertThat(answer.path("hits").path("hits")).isEmpty();
    assertThat(answer.path("hits").path("total").path("value").asInt()).isEqualTo(ALL.size());
    assertThat(counts(answer.path("facets").path("bucket"))).hasSize(NAMES.size());
  }

  @Test
  void searchesABucketOnceThatIsNamedTwiceAndByItsUri() {
    String name = NAMES.get(0);
    JsonNode answer = search("size", 0, "bucket", name, "bucket", "s3://" + name);
    assertThat(counts(answer.path("facets").path("bucket")))
        .isEqualTo(Map.of(name, (long) OBJECTS));
  }

  @Test
  void highlightsTextMetadataAndTheKeyAlone() throws IOException {
    String bucket = NAMES.get(0);
    String key = "logs/yggdrasilData2.raw";
    ObjectNode meta = JSON.createObjectNode().put("tree", "yggdrasil");
    catalog
        .bucket(bucket)
        .store()
        .put(
            key,
            Content.of("roots".getBytes(UTF_8)),
            WriteOptions.withMetadata(
                Map.of("helium", JSON.createObjectNode().set("user_meta", meta).toString())));
    try {
      catalog.awaitKeys(bucket, "yggdrasil", key);
      JsonNode highlight =
          search("q", "yggdrasil").path("hits").path("hits").path(0).path("highlight");
      assertThat(highlight.path("key_text").path(0).asString())
          .isEqualTo("logs/<em>yggdrasil</em>Data2.raw");
      assertThat(highlight.path("meta_text").path(0).asString()).contains("<em>yggdrasil</em>");
      assertThat(highlight.path("text").isMissingNode()).isTrue();
    } finally {
      catalog.bucket(bucket).store().delete(key, null);
      catalog.awaitKeys(bucket, "yggdrasil");
    }
  }

  @Test
  void highlightsTheBeginningOfLongTexts() throws IOException {
    String bucket = NAMES.get(0);
    String key = "logs/long.txt";
    String text =
        "ragnarok " + "filler ".repeat(800) + "fenrir " + "filler ".repeat(20_000) + "surtr";
    catalog.bucket(bucket).store().put(key, Content.of(text.getBytes(UTF_8)), WriteOptions.NONE);
    try {
      catalog.awaitKeys(bucket, "surtr", key);
      for (String size : List.of("1", "1000")) {
        assertThat(highlighted("ragnarok", size)).as("first word, size " + size).isTrue();
        assertThat(highlighted("surtr", size)).as("last word, size " + size).isFalse();
      }
      // The more hits a page can have, the less of each is looked through.
      assertThat(highlighted("fenrir", "1")).isTrue();
      assertThat(highlighted("fenrir", "1000")).isFalse();
    } finally {
      catalog.bucket(bucket).store().delete(key, null);
      catalog.awaitKeys(bucket, "surtr");
    }
  }

  private static boolean highlighted(String word, String size) {
    JsonNode hits = search("q", word, "size", size).path("hits").path("hits");
    assertThat(hits).hasSize(1);
    return hits.path(0).path("highlight").path("text").path(0).asString("").contains("<em>" + word);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "q=thor AND              | 8  | missing",
        "q=a 'b c                | 2  | single quote",
        "q=user_metta.name:thor  | 0  | Did you mean",
        "q=size:big              | 5  | no number",
        "size=1001               |    | 'size'",
        "size=-1                 |    | 'size'",
        "size=some               |    | 'size'",
        "from=x                  |    | 'from'",
        "from=9990               |    | 'from'",
        "sort=oldest             |    | 'sort'",
        "facet=                  |    | 'facet'",
      })
  void refusesWhatCannotBeUnderstood(String parameter, Integer position, String reason) {
    int equals = parameter.indexOf('=');
    HttpResponse<String> answer =
        catalog.request(
            "GET", path(parameter.substring(0, equals), parameter.substring(equals + 1)), null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    JsonNode error = JSON.readTree(answer.body()).path("error");
    assertThat(error.path("reason").asString()).contains(reason);
    assertThat(error.has("position")).isEqualTo(position != null);
    assertThat(error.path("position").asInt(-1)).isEqualTo(position == null ? -1 : position);
  }

  @Test
  void refusesWhatIsBeyondALimit() {
    Object[] facets =
        IntStream.range(0, 21).boxed().flatMap(i -> Stream.of("facet", "field" + i)).toArray();
    assertThat(reason(400, facets)).contains("21").contains("20");
    assertThat(reason(400, "facet", "f".repeat(513))).contains("512");
    assertThat(reason(400, "q", "thor ".repeat(900))).contains("4096");
    assertThat(reason(404, "bucket", NAMES.get(0), "bucket", "no-such")).contains("no-such");
  }

  private static String reason(int status, Object... parameters) {
    HttpResponse<String> answer = catalog.request("GET", path(parameters), null);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body()).path("error").path("reason").asString();
  }
}
