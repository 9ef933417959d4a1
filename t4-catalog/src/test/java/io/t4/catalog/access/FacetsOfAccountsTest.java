package io.t4.catalog.access;

import static io.t4.catalog.access.RunningCatalog.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.t4.catalog.access.RunningCatalog.Answer;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.local.FileMetadata;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** An account learns nothing of buckets that it doesn't see, from no part of an answer. */
class FacetsOfAccountsTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final String PASSWORD = "correct horse battery";
  private static final String ROOT = basic("root", PASSWORD);
  private static final String ADA = basic("ada", PASSWORD);
  private static final String BLIND = basic("blind", PASSWORD);
  private static final String ALL = "&facet=clearance&facet=ragnarok&size=100";

  @TempDir static Path directory;

  private static RunningCatalog catalog;
  private static String attic;

  @BeforeAll
  static void start() throws IOException {
    Path lab = Files.createDirectories(directory.resolve("lab"));
    Path hidden = Files.createDirectories(directory.resolve("attic"));
    write(lab.resolve("hammer.md"), "thor", "{\"clearance\": \"low\"}");
    write(lab.resolve("weather.csv"), "god,weather", "{\"clearance\": 2}");
    for (int i = 0; i < 5; i++) {
      write(
          hidden.resolve("secret%d.docket.txt".formatted(i)),
          "thor ".repeat(1_000),
          "{\"clearance\": \"top\", \"ragnarok\": \"2026-0%d-01\"}".formatted(i + 1));
    }
    attic = hidden.toUri().toString();
    List<String> settings = RunningCatalog.settings(directory.resolve("data"), null);
    add(settings, "root", "--role", "admin", "--bucket", "*");
    add(settings, "ada", "--bucket", lab.toUri().toString());
    add(settings, "blind");
    catalog =
        RunningCatalog.start(
            settings,
            "--t4.catalog.host=0.0.0.0",
            "--t4.catalog.search.url=" + SEARCH.uri(),
            "--t4.catalog.buckets[0]=" + lab.toUri(),
            "--t4.catalog.buckets[1]=" + attic);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(total(search(ROOT, "*"))).isEqualTo(7));
  }

  private static void write(Path file, String text, String userMeta) throws IOException {
    Files.writeString(file, text);
    FileMetadata.write(file, Map.of("helium", "{\"user_meta\": " + userMeta + "}"));
  }

  private static void add(List<String> settings, String name, String... more) {
    String[] words = new String[more.length + 2];
    words[0] = "add";
    words[1] = name;
    System.arraycopy(more, 0, words, 2, more.length);
    assertThat(RunningCatalog.command(settings, PASSWORD, words)).startsWith("0: added");
  }

  @AfterAll
  static void stop() {
    if (catalog != null) {
      catalog.close();
    }
  }

  private static JsonNode search(String who, String query) {
    Answer answer =
        catalog.get(who, "/api/search?q=" + URLEncoder.encode(query, StandardCharsets.UTF_8) + ALL);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static int total(JsonNode answer) {
    return answer.path("hits").path("total").path("value").asInt();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "thor",
        "_exists_:user_meta.ragnarok",
        "size:>1000",
        "ext:txt OR ext:md",
        "latest:true",
        "NOT nothing"
      })
  void seesNothingOfTheOtherBucket(String query) {
    JsonNode answer = search(ADA, query);
    assertThat(answer.toString())
        .doesNotContain("attic")
        .doesNotContain("secret")
        .doesNotContain("top")
        .doesNotContain("2026-0")
        .doesNotContain("\".txt\"");
    assertThat(total(answer)).isLessThanOrEqualTo(2);
    JsonNode facets = answer.path("facets");
    for (String facet : List.of("bucket", "ext", "size", "updated")) {
      int counted = 0;
      for (JsonNode value : facets.path(facet)) {
        counted += value.path("count").asInt();
      }
      assertThat(counted).as(facet).isEqualTo(total(answer));
    }
    assertThat(facets.path("user_meta").path("fields").toString()).doesNotContain("ragnarok");
    assertThat(total(search(ROOT, query))).isGreaterThan(total(answer));
  }

  @Test
  void seesWhatItMaySee() {
    JsonNode answer = search(ADA, "*");
    assertThat(total(answer)).isEqualTo(2);
    assertThat(answer.path("facets").path("bucket")).hasSize(1);
    JsonNode clearance = answer.path("facets").path("user_meta").path("values").path("clearance");
    assertThat(clearance.path("values")).hasSize(2);
    assertThat(clearance.path("numbers").path("count").asInt()).isEqualTo(1);
  }

  @Test
  void cannotTellABucketThatItDoesNotSeeFromOneThatIsNotThere() {
    String there = URLEncoder.encode(attic, StandardCharsets.UTF_8);
    String absent = there.replace("attic", "cellar");
    Answer first = catalog.get(ADA, "/api/search?bucket=" + there);
    Answer second = catalog.get(ADA, "/api/search?bucket=" + absent);
    assertThat(first.status()).isEqualTo(404);
    assertThat(second.status()).isEqualTo(404);
    assertThat(first.body().replace("attic", "cellar")).isEqualTo(second.body());
  }

  @Test
  void findsNothingWithoutBuckets() {
    JsonNode answer = search(BLIND, "*");
    assertThat(total(answer)).isZero();
    assertThat(answer.path("hits").path("hits")).isEmpty();
    assertThat(answer.path("facets").path("bucket")).isEmpty();
    assertThat(answer.path("facets").path("user_meta").path("fields")).isEmpty();
  }
}
