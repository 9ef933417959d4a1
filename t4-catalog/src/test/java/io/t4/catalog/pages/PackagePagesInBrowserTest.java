package io.t4.catalog.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.catalog.CatalogUnderTest;
import io.t4.catalog.pages.packages.WrittenManifest;
import io.t4.packages.DataPackage;
import io.t4.packages.PackageRegistry;
import io.t4.packages.PushOptions;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import tools.jackson.databind.json.JsonMapper;

/** The pages of packages in a real browser, with harmless and with hostile content. */
class PackagePagesInBrowserTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  @TempDir static Path data;
  @TempDir static Path above;
  @TempDir static Path profile;

  private static Path lab;

  private static Canary canary;
  private static CatalogUnderTest catalog;
  private static Browser browser;
  private static String bucket;
  private static String payload;
  private static String first;
  private static String second;
  private static String hostileFirst;
  private static String hostileSecond;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(Browser.isInstalled(), Browser.MISSING);
    // Pictures in the documentation have a name that people would choose.
    lab = Files.createDirectory(above.resolve("norse-lab"));
    canary = new Canary();
    bucket = Location.directory(lab).toString();
    try (T4Session session =
        T4Session.builder()
            .configDirectory(data.resolve("config"))
            .cacheDirectory(data.resolve("cache"))
            .build()) {
      PackageRegistry registry = PackageRegistry.open(bucket, session);
      DataPackage.create(session)
          .set("README.md", "# Storms\n\nSee [May](data/may.csv).\n".getBytes(UTF_8))
          .set("data/may.csv", "day,wind\n1,17\n2,18\n".getBytes(UTF_8))
          .set("data/of a rather long name for a narrow window.txt", "x".getBytes(UTF_8))
          .setMeta(Map.of("season", "spring", "gauges", List.of("north", "south")))
          .push("team/storms", registry, PushOptions.withMessage("first storms"));
      first = registry.latest("team/storms");
      registry
          .browse("team/storms")
          .set("data/may.csv", "day,wind\n1,17\n2,21\n".getBytes(UTF_8))
          .set("data/june.csv", "day,wind\n".getBytes(UTF_8))
          .setMeta(Map.of("season", "summer"))
          .push("team/storms", registry, PushOptions.withMessage("second day"));
      second = registry.latest("team/storms");
      payload =
          "<script>%1$s</script><img src=x onerror=\"%1$s\"><svg onload=\"%1$s\"></svg><a href=\"javascript:%1$s\">x</a>"
              .formatted(canary.script());
      Files.writeString(
          lab.resolve("one.md"), "# x\n\n" + payload + "\n\n[l](javascript:alert(1))");
      Files.writeString(lab.resolve("two.csv"), "a,b\n1," + payload + "\n");
      hostileFirst = hostile("one.md").publish(lab, "hostile/things", session);
      hostileSecond = hostile("two.csv").publish(lab, "hostile/others", session);
    }
    // No name that a registry takes, but a pointer that anybody can write.
    Path pointer =
        lab.resolve(".quilt/named_packages/hostile/<img\u00a0src=x\u00a0onerror=alert(1)>");
    Files.writeString(Files.createDirectories(pointer).resolve("latest"), hostileFirst);
    catalog =
        CatalogUnderTest.builder(List.of(bucket), Map.of())
            .search(SEARCH.uri())
            .data(data.resolve("catalog"))
            .start();
    catalog.awaitComparison(bucket);
    catalog.bucket(bucket).index().refresh();
    browser = new Browser(profile);
  }

  private static WrittenManifest hostile(String content) throws IOException {
    long size = Files.size(lab.resolve(content));
    String uri = Location.directory(lab.resolve(content)).toString();
    String text = JsonMapper.shared().writeValueAsString(payload + content);
    return new WrittenManifest(
            "{\"version\": \"v0\", \"message\": %1$s, \"workflow\": {\"id\": %1$s}, \"user_meta\": {%1$s: [%1$s]}}"
                .formatted(text))
        .entry("<img src=x onerror=alert(1)>.txt", "s3://elsewhere/<script>x", 3)
        .entry("README.md", uri, size)
        .entry("a.csv", uri, size);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (catalog != null) {
      catalog.close();
    }
    if (canary != null) {
      canary.close();
    }
  }

  private static URI in(String page, String... parameters) {
    StringBuilder path = new StringBuilder("/b/" + catalog.bucket(bucket).id() + page);
    for (int i = 0; i < parameters.length; i += 2) {
      path.append(i == 0 ? '?' : '&')
          .append(parameters[i])
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], UTF_8));
    }
    return catalog.uri().resolve(path.toString());
  }

  private static Map<String, URI> pages() {
    Map<String, URI> pages = new LinkedHashMap<>();
    pages.put("packages", in("/packages"));
    pages.put("packages-none", in("/packages", "starts", "none/"));
    pages.put("package", in("/package", "name", "team/storms"));
    pages.put("package-directory", in("/package", "name", "team/storms", "path", "data/"));
    pages.put("package-entry", in("/package", "name", "team/storms", "path", "data/may.csv"));
    pages.put(
        "package-elsewhere",
        in("/package", "name", "hostile/things", "path", "<img src=x onerror=alert(1)>.txt"));
    pages.put("package-missing", in("/package", "name", "team/none"));
    pages.put("revisions", in("/package/revisions", "name", "team/storms"));
    pages.put(
        "revision-diff",
        in(
            "/package/diff",
            "name",
            "team/storms",
            "from",
            first,
            "to",
            second,
            "entry",
            "data/may.csv"));
    pages.put("packages-search", catalog.uri().resolve("/search/packages?q=storms"));
    pages.put("packages-search-malformed", catalog.uri().resolve("/search/packages?q=%28"));
    return pages;
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 1280})
  void everyPageIsAccessible(int width) throws IOException {
    browser.width(width);
    for (Map.Entry<String, URI> page : pages().entrySet()) {
      browser.open(page.getValue());
      browser.requireAccessible(page.getKey());
      browser.keepPicture(page.getKey() + "-" + width);
    }
  }

  @Test
  void oneWalksFromTheBucketToADifference() {
    browser.width(1280);
    browser.open(in(""));
    follow("Packages");
    follow("team/storms");
    assertThat(browser.text()).contains("Storms", "second day", "summer", "t4 install");
    follow("May");
    assertThat(browser.text()).contains("21", "Address");
    browser.driver().navigate().back();
    await().untilAsserted(() -> assertThat(browser.text()).contains("t4 install"));
    follow("All revisions");
    String before = browser.driver().getCurrentUrl();
    browser.driver().findElement(By.xpath("//button[text()='Compare']")).click();
    await().until(() -> !before.equals(browser.driver().getCurrentUrl()) && browser.isSettled());
    assertThat(browser.text()).contains("1 added, 0 removed, 1 changed", "summer");
    follow("data/may.csv");
    assertThat(browser.text()).contains("-2,18", "+2,21");
  }

  private static void follow(String link) {
    String before = browser.driver().getCurrentUrl();
    browser.driver().findElement(By.linkText(link)).click();
    await().until(() -> !before.equals(browser.driver().getCurrentUrl()) && browser.isSettled());
  }

  // 39
  @Test
  void hostileContentIsInert() {
    browser.width(1280);
    List<URI> pages =
        List.of(
            in("/packages"),
            in("/package", "name", "hostile/things"),
            in("/package", "name", "hostile/others", "path", "a.csv"),
            in("/package", "name", "hostile/things", "path", "<img src=x onerror=alert(1)>.txt"),
            in("/package", "name", "hostile/<img\u00a0src=x\u00a0onerror=alert(1)>"),
            in("/package/revisions", "name", "hostile/things"),
            in(
                "/package/diff",
                "name",
                "hostile/things",
                "from",
                hostileFirst,
                "to",
                hostileSecond),
            in(
                "/package/diff",
                "name",
                "hostile/things",
                "from",
                hostileFirst,
                "to",
                hostileSecond,
                "entry",
                "a.csv"),
            catalog.uri().resolve("/search/packages?q=hostile"));
    for (URI page : pages) {
      browser.open(page);
      assertThat(browser.text()).as("%s", page).contains("onerror=");
      assertThat(browser.driver().executeScript("return window.canary")).as("%s", page).isNull();
      assertThat(
              browser
                  .driver()
                  .executeScript(
                      "return document.querySelectorAll(`main script, main iframe, main object, main svg, main [onerror], main [onload], main a[href^=javascript]`).length"))
          .as("%s", page)
          .isEqualTo(0L);
    }
    assertThat(canary.calls()).isZero();
  }
}
