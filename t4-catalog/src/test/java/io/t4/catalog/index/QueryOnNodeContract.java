package io.t4.catalog.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.catalog.query.ParsedQuery;
import io.t4.catalog.query.QueryLanguage;
import io.t4.catalog.query.QuerySyntaxException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What queries find on a real OpenSearch, with the mapping of the catalog. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class QueryOnNodeContract {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String index = "query-" + UUID.randomUUID();

  /** The address of an OpenSearch, without a path. */
  abstract URI node();

  // Key, size, last modified, text, user metadata.
  private static final List<Doc> DOCUMENTS =
      List.of(
          doc(
              "thor/hammer.json",
              120,
              "2026-01-10T08:00:00Z",
              "Mjölnir, the hammer of Thor",
              "{'name': 'thor', 'weight': 42, 'city': 'Asgard'}"),
          doc(
              "thor/thor.md",
              900,
              "2026-02-01T09:30:00Z",
              "Thor throws the hammer. Lightning follows.",
              "{'name': 'Thor Odinson', 'weight': '42.0', 'tags': ['god', 'storm']}"),
          doc(
              "loki/tricks.txt",
              15,
              "2025-12-31T23:59:59Z",
              "Loki lies; thunder laughs at O'Brien",
              "{'name': 'loki', 'weight': 'light as a feather', 'verified': false}"),
          doc(
              "gods/odin.md",
              2_048,
              "2026-02-28T12:00:00.500Z",
              "Odin gave an eye for wisdom",
              "{'name': 'odin', 'eyes': 1, 'verified': true, 'born': '2020-05-17'}"),
          doc(
              "gods/freya.md",
              1_000_000,
              "2026-03-15T00:00:00Z",
              "Freya weeps gold",
              "{'name': 'freya', 'eyes': 2, 'verified': 'true', 'born': '2021-11-02T10:00:00Z'}"),
          doc(
              "weather/storms 2026.csv",
              5_000_000_000L,
              "2026-03-16T10:00:00Z",
              "station,speed\nnorth,3.14\nsouth,5.3",
              "{'station name': 'North Cape', 'city': 'San Francisco', 'speed': 5.3}"),
          doc(
              "weather/storms.parquet",
              77,
              "2026-03-16T11:00:00Z",
              "station speed",
              "{'station name': 'South Pole', 'city': 'San Diego', 'speed': 5}"),
          doc(
              "weather/calm.csv",
              78,
              "2026-03-17T11:00:00Z",
              "no storm in Francisco, San Juan",
              "{'city': 'Oslo', 'speed': -3, 'sensor': {'depth': 10, 'model': 'X-200'}}"),
          doc(
              "weather/deep/probe.csv",
              79,
              "2026-03-18T11:00:00Z",
              "deep water",
              "{'city': ['Oslo', 'Bergen'], 'sensor': {'depth': 250.5, 'model': 'x-300'}}"),
          doc(
              "code/HammerTime.java",
              300,
              "2026-04-01T00:00:00Z",
              "class HammerTime { int x = a/b; } // see io.t4.catalog",
              "{'language': 'Java', 'version': '1.2.3'}"),
          doc(
              "code/hammer_test.py",
              301,
              "2026-04-02T00:00:00Z",
              "def test_hammer(): assert R&D",
              "{'language': 'Python', 'version': '1.10.0', 'mail': 'o.brien@example.com'}"),
          doc(
              "日本/東京都.txt",
              50,
              "2026-04-03T00:00:00Z",
              "東京都庁は新宿にあります。データベース",
              "{'city': '東京', '都市': '東京'}"),
          doc("日本/京都2026.txt", 51, "2026-04-04T00:00:00Z", "京都の寺", "{'city': '京都'}"),
          doc("русский/Книга.txt", 52, "2026-04-05T00:00:00Z", "Война и мир", "{'city': 'Москва'}"),
          doc("ελληνικά/βιβλίο.txt", 53, "2026-04-06T00:00:00Z", "Ἐν ἀρχῇ ἦν ὁ λόγος", "{}"),
          doc("cafe/menu.txt", 54, "2026-04-07T00:00:00Z", "Café crème, Straße, naïve 🎉", "{}"),
          doc("empty", 0, "2026-04-08T00:00:00Z", "", "{}"),
          doc(
              "data/run#1 (final).txt",
              60,
              "2026-04-09T00:00:00Z",
              "a & b",
              "{'id': '007', 'long': '12345678901234567890', 'note': ''}"),
          doc(
              "data/run#2 (final).txt",
              61,
              "2026-04-10T00:00:00Z",
              "b or c and not d",
              "{'id': 7, 'long': '12345678901234567891', 'state': 'OR'}"),
          doc(
              "mixed/a.bin",
              62,
              "2026-04-11T00:00:00Z",
              "",
              "{'value': 'true story', 'a.b': 'dotted'}"),
          doc(
              "mixed/b.bin",
              63,
              "2026-04-12T00:00:00Z",
              "",
              "{'value': true, 'a': {'b': 'nested'}}"),
          doc("mixed/c.bin", 64, "2026-04-13T00:00:00Z", "", "{'value': '2026-04-01'}"),
          doc("mixed/d.bin", 65, "2026-04-14T00:00:00Z", "", "{'value': 2026}"),
          version("thor/old.md", "v1", 10, "2024-01-01T00:00:00Z", "ancient thor", State.OLD),
          version(
              "thor/old.md", "v2", 11, "2024-06-01T00:00:00Z", "modern thunderer", State.CURRENT),
          version("gone.md", "v3", 0, "2024-07-01T00:00:00Z", "", State.DELETED));

  static Stream<Arguments> queries() {
    return Stream.of(
        // words
        found("thor", "thor/hammer.json", "thor/thor.md", "thor/old.md"),
        found("THOR hammer", "thor/hammer.json", "thor/thor.md"),
        found(
            "hammer",
            "thor/hammer.json",
            "thor/thor.md",
            "code/HammerTime.java",
            "code/hammer_test.py"),
        found("hammertime", "code/HammerTime.java"),
        found("hammer.json", "thor/hammer.json"),
        found("thor/hammer.json", "thor/hammer.json"),
        found("thor/gold"),
        found("io.t4", "code/HammerTime.java"),
        found("O'Brien", "loki/tricks.txt", "code/hammer_test.py"),
        found("R&D", "code/hammer_test.py"),
        found("a & b -key:mixed/", "code/HammerTime.java", "data/run#1 (final).txt"),
        found("3.14", "weather/storms 2026.csv"),
        found("o.brien@example.com", "code/hammer_test.py"),
        found("cafe", "cafe/menu.txt"),
        found("CAFÉ", "cafe/menu.txt"),
        found("strasse", "cafe/menu.txt"),
        found("🎉", "cafe/menu.txt"),
        found("&"),
        // phrases
        found("\"hammer of thor\"", "thor/hammer.json"),
        found("'hammer of thor'", "thor/hammer.json"),
        found("text:\"thor hammer\"~1"),
        found("text:\"thor hammer\"~2", "thor/thor.md"),
        found("'laughs at O'Brien'", "loki/tricks.txt"),
        found("'San Francisco'", "weather/storms 2026.csv"),
        found("user_meta.city:'San Francisco'", "weather/storms 2026.csv"),
        found("user_meta.city:\"san francisco\"", "weather/storms 2026.csv"),
        // booleans
        found("thor AND lightning", "thor/thor.md"),
        found("lightning OR wisdom", "thor/thor.md", "gods/odin.md"),
        found("hammer NOT thor", "code/HammerTime.java", "code/hammer_test.py"),
        found("hammer -thor", "code/HammerTime.java", "code/hammer_test.py"),
        found("hammer && !thor", "code/HammerTime.java", "code/hammer_test.py"),
        found("hammer lightning OR class", "thor/thor.md", "code/HammerTime.java"),
        found("lightning AND hammer OR wisdom", "thor/thor.md", "gods/odin.md"),
        found("+hammer +(class OR lightning)", "thor/thor.md", "code/HammerTime.java"),
        found("text:(odin OR freya) key:gods", "gods/odin.md", "gods/freya.md"),
        found("text:(hammer thor)^2", "thor/hammer.json", "thor/thor.md"),
        found("lightning OR NOT size:>0", "thor/thor.md", "empty"),
        found("NOT size:<5000", "weather/storms 2026.csv", "gods/freya.md"),
        // wildcards, similar words, regular expressions
        found("lightn*", "thor/thor.md"),
        found("Thun?er", "loki/tricks.txt"),
        found("*ightning", "thor/thor.md"),
        found("Вой*", "русский/Книга.txt"),
        found("hammer.js*", "thor/hammer.json"),
        found("thro~ odinson", "thor/thor.md"),
        found("lihgtning~1", "thor/thor.md"),
        found("wisdmo~0"),
        found("/ligh[tn]+ing/", "thor/thor.md"),
        found("thor/ham*", "thor/hammer.json"),
        // keys
        found("key:thor/hammer.json", "thor/hammer.json"),
        found("key:hammer", "thor/hammer.json", "code/hammer_test.py", "code/HammerTime.java"),
        found("key:Hammer.JSON", "thor/hammer.json"),
        found("key:\"hammer.json\""),
        found("key:\"thor/hammer.json\"", "thor/hammer.json"),
        found("key:thor/*", "thor/hammer.json", "thor/thor.md", "thor/old.md"),
        found("key:thor/", "thor/hammer.json", "thor/thor.md", "thor/old.md"),
        found("key:*.csv", "weather/storms 2026.csv", "weather/calm.csv", "weather/deep/probe.csv"),
        found("key:'weather/storms 2026.csv'", "weather/storms 2026.csv"),
        found("key:weather/storms\\ 2026.csv", "weather/storms 2026.csv"),
        found("key:'data/run#1 (final).txt'", "data/run#1 (final).txt"),
        found("key:/thor\\/.*\\.md/", "thor/thor.md", "thor/old.md"),
        found("key:[gods TO gods0}", "gods/odin.md", "gods/freya.md"),
        found("key_text:time", "code/HammerTime.java"),
        found("ext:csv -key:weather/deep/", "weather/storms 2026.csv", "weather/calm.csv"),
        found("ext:p*", "weather/storms.parquet", "code/hammer_test.py"),
        found("ext:.PARQUET", "weather/storms.parquet"),
        // numbers and dates
        found("size:0", "empty"),
        found("size:[15 TO 50]", "loki/tricks.txt", "日本/東京都.txt"),
        found("size:{15 TO 52}", "日本/東京都.txt", "日本/京都2026.txt"),
        found("size:>=1000000", "gods/freya.md", "weather/storms 2026.csv"),
        found("size:>1000000", "weather/storms 2026.csv"),
        found("last_modified:2026-02", "thor/thor.md", "gods/odin.md"),
        found("last_modified:2025", "loki/tricks.txt"),
        found(
            "last_modified:[2026-03-15 TO 2026-03-16]",
            "gods/freya.md",
            "weather/storms 2026.csv",
            "weather/storms.parquet"),
        found("last_modified:>2026-04-13", "mixed/d.bin"),
        found("updated:<=2025-12-31T23:59:59Z", "loki/tricks.txt", "thor/old.md"),
        found("last_modified:<now-3000d"),
        found("last_modified:[2026-01-01||+9d TO 2026-01-11}", "thor/hammer.json"),
        // existence
        found("_exists_:user_meta.eyes", "gods/odin.md", "gods/freya.md"),
        found("_exists_:user_meta.sensor", "weather/calm.csv", "weather/deep/probe.csv"),
        found("user_meta.sensor.*:*", "weather/calm.csv", "weather/deep/probe.csv"),
        found("key:gods/ AND NOT _exists_:user_meta.eyes"),
        found("NOT _exists_:ext", "empty"),
        found(
            "NOT _exists_:user_meta",
            "empty",
            "ελληνικά/βιβλίο.txt",
            "cafe/menu.txt",
            "thor/old.md"),
        found("user_meta.born:*", "gods/odin.md", "gods/freya.md"),
        // metadata
        found("user_meta.name:thor", "thor/hammer.json", "thor/thor.md"),
        found("user_meta.name:'thor'", "thor/hammer.json", "thor/thor.md"),
        found("user_meta.name:thro~", "thor/hammer.json", "thor/thor.md"),
        found("user_meta.weight:42", "thor/hammer.json", "thor/thor.md"),
        found("user_meta.weight:feather", "loki/tricks.txt"),
        found("user_meta.weight:*", "thor/hammer.json", "thor/thor.md", "loki/tricks.txt"),
        found("user_meta.speed:5", "weather/storms.parquet"),
        found("user_meta.speed:5.30", "weather/storms 2026.csv"),
        found("user_meta.speed:-3", "weather/calm.csv"),
        found(
            "user_meta.speed:>-5",
            "weather/calm.csv",
            "weather/storms.parquet",
            "weather/storms 2026.csv"),
        found("user_meta.speed:[-5 TO 5]", "weather/calm.csv", "weather/storms.parquet"),
        found("user_meta.speed:(5 OR 5.3)", "weather/storms.parquet", "weather/storms 2026.csv"),
        found("user_meta.verified:true", "gods/odin.md", "gods/freya.md"),
        found("user_meta.born:[2020-01-01 TO 2020-12-31]", "gods/odin.md"),
        found("user_meta.born:2021-11", "gods/freya.md"),
        found("user_meta.born:2021", "gods/freya.md"),
        found("user_meta.born:>2020", "gods/freya.md"),
        found("user_meta.sensor.depth:>100", "weather/deep/probe.csv"),
        found("user_meta.sensor.model:x*", "weather/calm.csv", "weather/deep/probe.csv"),
        found("user_meta.sensor.model:X-300", "weather/deep/probe.csv"),
        found("user_meta.city:San*", "weather/storms 2026.csv", "weather/storms.parquet"),
        found("user_meta.city:[oslo TO pz]", "weather/calm.csv", "weather/deep/probe.csv"),
        found("user_meta.city:oslo NOT user_meta.city:bergen", "weather/calm.csv"),
        found("user_meta.city:(oslo bergen)", "weather/deep/probe.csv"),
        found(
            "key:weather -user_meta.city:oslo",
            "weather/storms 2026.csv",
            "weather/storms.parquet"),
        found("user_meta.station\\ name:north", "weather/storms 2026.csv"),
        found("user_meta.'station name':'South Pole'", "weather/storms.parquet"),
        found(
            "_exists_:user_meta.'station name'",
            "weather/storms 2026.csv",
            "weather/storms.parquet"),
        found("user_meta.\\*:Oslo", "weather/calm.csv", "weather/deep/probe.csv"),
        found("user_meta:2020-05-17", "gods/odin.md"),
        found("user_meta.tags:storm", "thor/thor.md"),
        found("user_meta.id:7", "data/run#1 (final).txt", "data/run#2 (final).txt"),
        found("user_meta.long:12345678901234567891", "data/run#2 (final).txt"),
        found("user_meta.state:OR", "data/run#2 (final).txt"),
        found("user_meta.note:''", "data/run#1 (final).txt"),
        found("user_meta.value:true", "mixed/a.bin", "mixed/b.bin"),
        found("user_meta.value:2026", "mixed/c.bin", "mixed/d.bin"),
        found("user_meta.value:>=2026", "mixed/c.bin", "mixed/d.bin"),
        found("user_meta.value:[2026-03 TO 2026-05]", "mixed/c.bin"),
        found("user_meta.a.b:(dotted OR nested)", "mixed/a.bin", "mixed/b.bin"),
        found("user_meta.version:/1\\.[0-9]+\\.0/", "code/hammer_test.py"),
        found("user_meta.mail:o.brien@example.com", "code/hammer_test.py"),
        found("system_meta.format.name:json", "thor/hammer.json"),
        found("user_meta.format.name:json"),
        found("system_meta.thor:*"),
        // other scripts
        found("東京", "日本/東京都.txt"),
        found("京都", "日本/東京都.txt", "日本/京都2026.txt"),
        found("京都2026", "日本/京都2026.txt"),
        found("都", "日本/東京都.txt", "日本/京都2026.txt"),
        found("データ", "日本/東京都.txt"),
        found("user_meta.city:京都", "日本/京都2026.txt"),
        found("user_meta.都市:東京", "日本/東京都.txt"),
        found("ВОЙНА мир", "русский/Книга.txt"),
        found("key:русский/*", "русский/Книга.txt"),
        found("λόγος", "ελληνικά/βιβλίο.txt"),
        // versions
        found("ancient"),
        found("ancient latest:false", "thor/old.md"),
        found("version_id:v1", "thor/old.md"),
        found("delete_marker:true", "gone.md"),
        found("type:delete", "gone.md"),
        found("type:create latest:false", "thor/old.md"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("queries")
  void finds(String query, List<String> keys) throws Exception {
    assertThat(search(query)).as(query).containsExactlyInAnyOrderElementsOf(keys);
  }

  @Test
  void everythingIsFoundByAnAsterisk() throws Exception {
    long current = DOCUMENTS.stream().filter(doc -> doc.state == State.CURRENT).count();
    assertThat(search("*")).hasSize((int) current);
    assertThat(search("*:*")).hasSize((int) current);
    assertThat(search("content:*")).hasSize((int) current);
    assertThat(search("_exists_:key OR latest:*")).hasSize(DOCUMENTS.size());
  }

  /** Each is as large as a limit allows, or of a form that a server may be strict about. */
  static Stream<String> extremes() {
    return Stream.of(
        "w ".repeat(256),
        "user_meta.a:1 ".repeat(160),
        "(".repeat(64) + "thor" + ")".repeat(64),
        "(NOT a OR ".repeat(63) + "(b c)" + ")".repeat(63),
        "\"" + "w ".repeat(990) + "\"",
        "*a*b*c*d*e*f*g*",
        "user_meta:*a*b*c*d*e*f*g*",
        "/(a|b|c|d|e){40}(f|g)+.{10}/",
        "/.{900}/ ".repeat(32),
        "abcdefgh~2 ".repeat(32),
        "key:" + "x".repeat(4_000),
        "key:" + "x".repeat(899) + "/",
        "user_meta.a:" + "x".repeat(4_000),
        "_exists_:user_meta." + "x".repeat(900),
        "user_meta." + "x".repeat(900) + ":1",
        "user_meta." + "x".repeat(200) + "*:1",
        "東".repeat(990),
        "x".repeat(256) + "~2",
        "key:" + "x".repeat(256) + "~2",
        "user_meta.a:" + "東".repeat(256) + "~2",
        "thor^1000",
        "\"thor hammer\"~1000",
        "last_modified:>now+9999y",
        "last_modified:0001-01-01||-9999y-9999M",
        "last_modified:2026-01-01T10",
        "last_modified:2026-01-01T10:30+02:00",
        "last_modified:2026-01-01T10:30:15.123456789-0300",
        "user_meta.a:1e300",
        "size:999999999999999999.5",
        "size:>0.5");
  }

  @ParameterizedTest
  @MethodSource("extremes")
  void whatIsWithinTheLimitsIsAnswered(String query) throws Exception {
    assertThat(search(query)).hasSizeLessThanOrEqualTo(DOCUMENTS.size());
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsMalformedIsRefusedAtItsPlace(String query, int position) {
    assertThatThrownBy(() -> search(query))
        .isInstanceOfSatisfying(
            QuerySyntaxException.class, e -> assertThat(e.position()).isEqualTo(position));
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of("thor AND", 8),
        Arguments.of("thor AND (", 9),
        Arguments.of("user_metta.name:thor", 0),
        Arguments.of("user_meta.city:'San Francisco", 15),
        Arguments.of("size:big", 5));
  }

  @BeforeAll
  void fill() throws Exception {
    JsonNode mapping;
    try (InputStream in =
        Objects.requireNonNull(SearchIndexes.class.getResourceAsStream("mapping.json"))) {
      mapping = JSON.readTree(in);
    }
    send("PUT", "/" + index, mapping.toString());
    StringBuilder bulk = new StringBuilder();
    for (Doc doc : DOCUMENTS) {
      bulk.append("{\"index\":{}}\n").append(doc.source()).append('\n');
    }
    JsonNode answer = send("POST", "/" + index + "/_bulk?refresh=true", bulk.toString());
    assertThat(answer.get("errors").asBoolean()).as(answer.toString()).isFalse();
  }

  @AfterAll
  void drop() throws Exception {
    send("DELETE", "/" + index, "");
  }

  private List<String> search(String query) throws Exception {
    ParsedQuery parsed = QueryLanguage.parse(query, "content");
    ObjectNode body = object("{}").put("size", 100);
    body.set("query", restricted(parsed));
    JsonNode answer = send("POST", "/" + index + "/_search", body.toString());
    List<String> keys = new ArrayList<>();
    answer
        .get("hits")
        .get("hits")
        .values()
        .forEach(hit -> keys.add(hit.get("_source").get("key").asString()));
    return keys;
  }

  private static ObjectNode restricted(ParsedQuery parsed) {
    if (parsed.allVersions()) {
      return parsed.query();
    }
    ObjectNode restricted =
        object(
            "{'bool': {'filter':"
                + " [{'term': {'latest': true}}, {'term': {'delete_marker': false}}]}}");
    ((ObjectNode) restricted.get("bool")).set("must", parsed.query());
    return restricted;
  }

  /** JSON with single quotes. */
  private static ObjectNode object(String json) {
    return (ObjectNode) JSON.readTree(json.replace('\'', '"'));
  }

  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(node().resolve(path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(method + " " + path + ": " + answer.body()).isLessThan(300);
    return JSON.readTree(answer.body());
  }

  private static Arguments found(String query, String... keys) {
    return Arguments.of(query, List.of(keys));
  }

  private static Doc doc(String key, long size, String modified, String text, String userMeta) {
    return new Doc(key, "null", size, modified, text, userMeta, State.CURRENT);
  }

  private static Doc version(
      String key, String version, long size, String modified, String text, State state) {
    return new Doc(key, version, size, modified, text, "{}", state);
  }

  private enum State {
    CURRENT,
    OLD,
    DELETED
  }

  /** One version of an object; its metadata in JSON with single quotes. */
  private record Doc(
      String key,
      String version,
      long size,
      String modified,
      String text,
      String userMeta,
      State state) {
    String source() {
      ObjectNode user = object(userMeta);
      String name = key.substring(key.lastIndexOf('/') + 1);
      int dot = name.lastIndexOf('.');
      ObjectNode system = object("{}");
      if (dot > 0) {
        system.putObject("format").put("name", name.substring(dot + 1));
      }
      ObjectNode source =
          object("{}")
              .put("key", key)
              .put("key_text", KeyText.of(key))
              .put("ext", dot > 0 ? name.substring(dot) : "")
              .put("size", size)
              .put("version_id", version)
              .put("type", state == State.DELETED ? "Delete" : "Create")
              .put("delete_marker", state == State.DELETED)
              .put("latest", state != State.OLD)
              .put("last_modified", modified)
              .put("updated", modified)
              .put("text", text)
              .put("meta_text", user.toString());
      source.set("meta_values", MetadataValues.of(user, system));
      return source.toString();
    }
  }
}
