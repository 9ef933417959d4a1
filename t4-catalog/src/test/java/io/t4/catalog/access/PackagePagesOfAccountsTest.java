package io.t4.catalog.access;

import static io.t4.catalog.access.RunningCatalog.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.t4.catalog.access.RunningCatalog.Answer;
import io.t4.catalog.pages.packages.WrittenManifest;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An account sees of packages what is in the buckets that it sees, and nothing else. */
class PackagePagesOfAccountsTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final String PASSWORD = "correct horse battery";
  private static final String ROOT = basic("root", PASSWORD);
  private static final String ADA = basic("ada", PASSWORD);
  private static final String SECRET = "secret of the attic";

  @TempDir static Path directory;

  private static RunningCatalog catalog;
  private static String topHash;
  private static String lab;
  private static String attic;

  @BeforeAll
  static void start() throws IOException {
    Path seen = Files.createDirectories(directory.resolve("lab"));
    Path hidden = Files.createDirectories(directory.resolve("attic"));
    for (String name : List.of("README.md", "a.csv", "p.png")) {
      Files.writeString(hidden.resolve(name), SECRET);
    }
    try (T4Session session =
        T4Session.builder()
            .configDirectory(directory.resolve("config"))
            .cacheDirectory(directory.resolve("cache"))
            .build()) {
      topHash = manifest(hidden, "README.md", "a.csv", "p.png").publish(seen, "a/shown", session);
      manifest(hidden, "a.csv").publish(hidden, "a/hidden", session);
    }
    List<String> settings = RunningCatalog.settings(directory.resolve("data"), null);
    for (String words :
        List.of("root --role admin --bucket *", "ada --bucket " + Location.directory(seen))) {
      List<String> all = new ArrayList<>(List.of("add"));
      all.addAll(List.of(words.split(" ", -1)));
      assertThat(RunningCatalog.command(settings, PASSWORD, all.toArray(String[]::new)))
          .startsWith("0: added");
    }
    catalog =
        RunningCatalog.start(
            settings,
            "--t4.catalog.host=0.0.0.0",
            "--t4.catalog.search.url=" + SEARCH.uri(),
            "--t4.catalog.buckets[0]=" + Location.directory(seen),
            "--t4.catalog.buckets[1]=" + Location.directory(hidden));
    lab = id(ROOT, "lab");
    attic = id(ROOT, "attic");
    await()
        .untilAsserted(() -> assertThat(page(ROOT, "/search/packages")).contains("2</span> found"));
  }

  private static WrittenManifest manifest(Path bucket, String... names) {
    WrittenManifest manifest = new WrittenManifest("{\"version\": \"v0\"}");
    for (String name : names) {
      manifest.entry(name, Location.directory(bucket.resolve(name)).toString(), SECRET.length());
    }
    return manifest;
  }

  private static String id(String who, String bucket) {
    for (JsonNode found : catalog.get(who, "/api/status").json().path("buckets")) {
      if (found.path("id").asString().contains("-" + bucket + "-")) {
        return found.path("id").asString();
      }
    }
    throw new AssertionError(bucket);
  }

  @AfterAll
  static void stop() {
    if (catalog != null) {
      catalog.close();
    }
  }

  private static String page(String who, String path) {
    Answer answer = catalog.send(who, "GET", path, null, "Accept", "text/html");
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void whoSeesBothBucketsSeesTheContent() {
    assertThat(page(ROOT, "/b/" + lab + "/package?name=a/shown"))
        .contains(SECRET, "/b/" + attic + "/object?key=a.csv")
        .doesNotContain("elsewhere");
    assertThat(page(ROOT, "/b/" + lab + "/package?name=a/shown&path=a.csv")).contains(SECRET);
  }

  @Test
  void whoSeesOneSeesNothingOfTheOther() {
    String base = "/b/" + lab + "/package";
    List<String> bodies =
        List.of(
            page(ADA, base + "?name=a/shown"),
            page(ADA, base + "?name=a/shown&path=README.md"),
            page(ADA, base + "?name=a/shown&path=a.csv"),
            page(ADA, base + "/revisions?name=a/shown"),
            page(ADA, base + "/diff?name=a/shown&from=" + topHash + "&to=" + topHash),
            page(ADA, "/search/packages"));
    assertThat(bodies.get(0)).contains("lies elsewhere", "README.md: <span>Its content is in no");
    assertThat(bodies.get(5)).contains("1</span> found");
    assertThat(String.join("", bodies)).doesNotContain(SECRET, "/b/" + attic, "a/hidden");
    String picture = base + "/picture?name=a/shown&path=p.png";
    assertThat(catalog.get(ROOT, picture).status()).isNotEqualTo(404);
    assertThat(catalog.get(ADA, picture).status()).isEqualTo(404);
  }

  @Test
  void aBucketThatIsNotSeenIsNoneThatIsNotThere() {
    for (String page :
        List.of(
            "/packages",
            "/package?name=a/hidden",
            "/package/revisions?name=a/hidden",
            "/package/diff?name=a/hidden&from=" + topHash + "&to=" + topHash,
            "/package/picture?name=a/hidden&path=a.csv")) {
      Answer hidden = catalog.send(ADA, "GET", "/b/" + attic + page, null, "Accept", "text/html");
      Answer absent = catalog.send(ADA, "GET", "/b/nothing" + page, null, "Accept", "text/html");
      assertThat(hidden.status()).as(page).isEqualTo(404);
      assertThat(hidden.body().replace(attic, "nothing")).isEqualTo(absent.body());
      assertThat(catalog.get("", "/b/" + attic + page).status()).isIn(302, 401);
    }
  }
}
