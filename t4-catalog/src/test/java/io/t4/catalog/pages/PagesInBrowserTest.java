package io.t4.catalog.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.catalog.CatalogUnderTest;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import tools.jackson.databind.json.JsonMapper;

/** The pages in a real browser, with harmless and with hostile content. */
class PagesInBrowserTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  @TempDir static Path data;
  @TempDir static Path above;
  @TempDir static Path profile;

  private static Path lab;

  private static Canary canary;

  /** For the first table, for which a process is started. */
  private static final Duration TABLE = Duration.ofSeconds(60);

  private static CatalogUnderTest catalog;
  private static Browser browser;
  private static String bucket;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(Browser.isInstalled(), Browser.MISSING);
    // Pictures in the documentation have a name that people would choose.
    lab = Files.createDirectory(above.resolve("norse-lab"));
    canary = new Canary();
    write();
    bucket = Location.directory(lab).toString();
    catalog =
        CatalogUnderTest.builder(List.of(bucket), Map.of()).search(SEARCH.uri()).data(data).start();
    catalog.awaitComparison(bucket);
    catalog.awaitKeys(bucket, "mjolnir", "README.md", "gods/thor.md");
    browser = new Browser(profile);
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

  private static void write() throws IOException {
    file(
        "README.md", "# The lab\n\nAbout *Mjolnir*. See [Thor](gods/thor.md).\n\n![](storm.png)\n");
    file("gods/thor.md", "Thor has Mjolnir.\n\n| god | hammer |\n|---|---|\n| Thor | yes |\n");
    file("gods/runes & ünicode + 100%.txt", "ᚦᚢᚱ");
    file("storms.csv", "day,speed\n" + "2026-05-01,12\n".repeat(200));
    file("gods.jsonl", "{\"name\": \"thor\", \"age\": 3}\n{\"name\": \"loki\", \"age\": 20}\n");
    file("storm.json", "{\"speed\": 12, \"tags\": [\"a\", \"b\"]}");
    Files.write(lab.resolve("noise.bin"), new byte[] {0, 1, 2, (byte) 0xff, 65});
    file("empty.txt", "");
    ImageIO.write(
        new BufferedImage(300, 200, BufferedImage.TYPE_INT_RGB),
        "png",
        lab.resolve("storm.png").toFile());
    for (int i = 0; i < FilesPage.PAGE + 50; i++) {
      file("many/%04d.txt".formatted(i), "n " + i);
    }
    String html =
        "<script>%1$s</script><img src=x onerror=\"%1$s\"><svg onload=\"%1$s\"></svg>"
            + "<iframe srcdoc=\"<script>%1$s</script>\"></iframe><a href=\"javascript:%1$s\">x</a>"
            + "<form action=\"javascript:%1$s\"><button autofocus onfocus=\"%1$s\">b</button></form>"
            + "<style>@import '%2$s'; body{background:url(%2$s)}</style>"
            + "<object data=\"data:text/html,<script>%1$s</script>\"></object><math><mi xlink:href=\"javascript:%1$s\">m</mi></math>";
    String payload = html.formatted(canary.script(), canary.uri());
    file(
        "hostile/a.md",
        "# x\n\n" + payload + "\n\n[link](javascript:alert(1)) <" + payload + ">\n");
    file("hostile/b.html", payload);
    file("hostile/c.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\">" + payload + "</svg>");
    file("hostile/d.csv", "a,b\n\"" + payload.replace("\"", "\"\"") + "\",=cmd|'/c calc'!A1\n");
    file("hostile/e.json", "{\"a\": \"</script>" + payload.replace("\"", "\\\"") + "\"}");
    file(
        "hostile/f.ipynb",
        "{'cells': [{'cell_type': 'markdown', 'source': [%1$s]}, {'cell_type': 'code', 'source': %1$s, 'outputs': [{'data': {'text/html': [%1$s]}}, {'data': {'image/png': %1$s}}, {'data': {'image/svg+xml': %1$s}}, {'data': {'application/javascript': %1$s}}, {'text': %1$s}]}]}"
            .replace('\'', '"')
            .formatted(JsonMapper.shared().writeValueAsString(payload)));
    file(
        "runes.ipynb",
        "{'cells': [{'cell_type': 'markdown', 'source': ['# Runes']}, {'cell_type': 'code', 'source': 'print(3)', 'outputs': [{'text': ['3']}, {'data': {'text/html': '<table><tr><td>Thurisaz</td></tr></table>'}}]}]}"
            .replace('\'', '"'));
    file("page.html", "<h1>A page of its own</h1>");
    file("hostile/g.txt", payload);
    file("hostile/<img src=x onerror=alert(1)>.txt", "a file with a hostile name");
    file("hostile/'\"><svg onload=alert(1)>.txt", "another");
  }

  private static void file(String key, String text) throws IOException {
    Path file = lab.resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static URI page(String path) {
    return catalog.uri().resolve(path);
  }

  private static URI inBucket(String page, String... parameters) {
    StringBuilder path = new StringBuilder("/b/" + catalog.bucket(bucket).id() + page);
    for (int i = 0; i < parameters.length; i += 2) {
      path.append(i == 0 ? '?' : '&')
          .append(parameters[i])
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return page(path.toString());
  }

  /** Each page by its name. */
  private static Map<String, URI> pages() {
    return Map.ofEntries(
        Map.entry("home", page("/")),
        Map.entry("bucket", inBucket("")),
        Map.entry("files", inBucket("/files")),
        Map.entry("files-many", inBucket("/files", "prefix", "many/")),
        Map.entry("files-empty", inBucket("/files", "prefix", "none/")),
        Map.entry("object-markdown", inBucket("/object", "key", "gods/thor.md")),
        Map.entry("object-table", inBucket("/object", "key", "storms.csv")),
        Map.entry(
            "table-sorted", inBucket("/table", "key", "storms.csv", "sort", "-2", "summary", "y")),
        Map.entry(
            "table-filtered",
            inBucket("/table", "key", "storms.csv", "column", "2", "is", "equal", "value", "12")),
        Map.entry("table-problem", inBucket("/table", "key", "storms.csv", "sort", "9")),
        Map.entry("object-json-lines", inBucket("/object", "key", "gods.jsonl")),
        Map.entry("query", inBucket("/query")),
        Map.entry("query-result", inBucket("/query", "sql", "SELECT * FROM 'storms.csv'")),
        Map.entry("query-problem", inBucket("/query", "sql", "SELECT spede FROM 'storms.csv'")),
        Map.entry("object-notebook", inBucket("/object", "key", "runes.ipynb")),
        Map.entry("object-html", inBucket("/object", "key", "page.html")),
        Map.entry("object-json", inBucket("/object", "key", "storm.json")),
        Map.entry("object-picture", inBucket("/object", "key", "storm.png")),
        Map.entry("object-hex", inBucket("/object", "key", "noise.bin")),
        Map.entry("object-empty", inBucket("/object", "key", "empty.txt")),
        Map.entry("object-missing", inBucket("/object", "key", "nothing.txt")),
        Map.entry("search", page("/search")),
        Map.entry("search-hits", page("/search?q=mjolnir")),
        Map.entry("search-malformed", page("/search?q=%28")));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 1280})
  void everyPageIsAccessible(int width) throws IOException {
    browser.width(width);
    for (Map.Entry<String, URI> page : pages().entrySet()) {
      browser.open(page.getValue());
      await().atMost(TABLE).until(browser::isSettled);
      browser.requireAccessible(page.getKey());
      browser.keepPicture(page.getKey() + "-" + width);
    }
  }

  @Test
  void oneWalksFromTheBucketsToAFileAndBack() {
    browser.width(1280);
    browser.open(page("/"));
    follow(lab.getFileName().toString());
    assertThat(browser.text()).contains("The lab", "Recent changes");
    follow("Thor");
    assertThat(browser.text()).contains("Thor has Mjolnir.", "hammer");
    follow("gods");
    follow("runes & ünicode + 100%.txt");
    assertThat(browser.text()).contains("ᚦᚢᚱ");
    browser.driver().navigate().back();
    await().untilAsserted(() -> assertThat(browser.text()).contains("thor.md"));
  }

  private static void follow(String link) {
    String before = browser.driver().getCurrentUrl();
    browser.driver().findElement(By.linkText(link)).click();
    await().until(() -> !before.equals(browser.driver().getCurrentUrl()) && browser.isSettled());
  }

  @Test
  void oneSearchesByKeyboard() {
    browser.width(1280);
    browser.open(page("/"));
    browser.driver().findElement(By.tagName("body")).sendKeys("/");
    browser.driver().switchTo().activeElement().sendKeys("mjolnir" + Keys.ENTER);
    await()
        .untilAsserted(
            () ->
                assertThat(browser.text()).contains("2 found", "gods/thor.md", "Thor has Mjolnir"));
  }

  @Test
  void largeDirectoriesHavePages() {
    browser.width(1280);
    browser.open(inBucket("/files", "prefix", "many/"));
    assertThat(browser.text()).contains("0000.txt", "0199.txt").doesNotContain("0200.txt");
    browser.open(
        URI.create(browser.driver().findElement(By.linkText("Next page")).getAttribute("href")));
    assertThat(browser.text()).contains("0200.txt", "0249.txt").doesNotContain("Next page");
    browser.open(inBucket("/files", "prefix", "many/", "starts", "012"));
    assertThat(browser.text()).contains("0120.txt", "0129.txt").doesNotContain("0119", "0130");
  }

  @Test
  void tablesAreSortedAndTurnedWithinThePage() {
    browser.width(1280);
    browser.open(inBucket("/object", "key", "gods.jsonl"));
    await()
        .atMost(TABLE)
        .untilAsserted(() -> assertThat(browser.text()).contains("loki", "BIGINT"));
    browser.driver().executeScript("window.same = true");
    browser.driver().findElement(By.linkText("age")).click();
    await().atMost(TABLE).until(() -> browser.driver().getCurrentUrl().contains("sort=2"));
    await().until(browser::isSettled);
    assertThat(browser.text()).contains("System metadata");
    browser.driver().findElement(By.linkText("age")).click();
    await().atMost(TABLE).until(() -> browser.driver().getCurrentUrl().contains("sort=-2"));
    await().until(browser::isSettled);
    assertThat(browser.driver().executeScript("return window.same")).isEqualTo(true);
    assertThat(browser.driver().findElement(By.cssSelector("#table tbody")).getText())
        .startsWith("loki");
    browser.driver().navigate().refresh();
    assertThat(browser.driver().findElement(By.cssSelector("#table tbody")).getText())
        .startsWith("loki");
    follow("Query with SQL");
    assertThat(browser.text()).contains("Run", "thor", "loki");
  }

  /** A link in somebody's text must not bring somebody's HTML into the page. */
  @Test
  void whatALinkInATextLeadsToStaysOutsideOfThePage() throws IOException {
    String id = catalog.bucket(bucket).id();
    file("trap/evil.html", "<p id=injected hx-get='/api/status' hx-trigger=load>OWNED</p>");
    for (String address : List.of("content", "frame")) {
      file(
          "trap/%s.md".formatted(address),
          "<a href=\"/b/%s/%s?key=trap/evil.html\">step in</a>".formatted(id, address));
      browser.open(inBucket("/object", "key", "trap/%s.md".formatted(address)));
      browser.driver().findElement(By.linkText("step in")).click();
      await()
          .during(Duration.ofSeconds(2))
          .atMost(Duration.ofSeconds(10))
          .until(
              () ->
                  browser.driver().getCurrentUrl().contains("/frame?")
                      || browser.driver().findElements(By.id("injected")).isEmpty());
    }
  }

  /** Names, contents and metadata that would run if anything took them for code. */
  @Test
  void hostileContentIsInert() throws IOException {
    browser.width(1280);
    Stream<Path> hostile;
    try (Stream<Path> files = Files.list(lab.resolve("hostile"))) {
      hostile = files.toList().stream();
    }
    List<URI> pages =
        Stream.concat(
                Stream.of(
                    inBucket(""),
                    inBucket("/files", "prefix", "hostile/"),
                    page("/search?q=" + URLEncoder.encode("key:hostile*", StandardCharsets.UTF_8))),
                Stream.concat(
                    Stream.of(
                        inBucket("/table", "key", "hostile/d.csv", "sort", "1", "summary", "y"),
                        inBucket("/query", "sql", "SELECT * FROM 'hostile/d.csv'"),
                        inBucket("/query", "sql", "SELECT \"<img src=x onerror=alert(1)>\"")),
                    hostile.map(
                        file -> inBucket("/object", "key", "hostile/" + file.getFileName()))))
            .toList();
    assertThat(pages).hasSizeGreaterThan(10);
    for (URI page : pages) {
      browser.open(page);
      await().atMost(TABLE).until(browser::isSettled);
      assertThat(browser.driver().executeScript("return window.canary")).as("%s", page).isNull();
      assertThat(
              browser
                  .driver()
                  .executeScript(
                      "return document.querySelectorAll(`main script, main iframe:not([sandbox='']):not([sandbox='allow-scripts'][src*='/statistics']), main object, main form[action^=javascript], main [onerror], main [onload], main [onfocus], main a[href^=javascript]`).length"))
          .as("%s", page)
          .isEqualTo(0L);
    }
    assertThat(canary.calls()).isZero();
  }
}
