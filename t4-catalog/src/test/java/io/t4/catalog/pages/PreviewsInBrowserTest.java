package io.t4.catalog.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.catalog.CatalogUnderTest;
import io.t4.formats.Formats;
import io.t4.formats.NumpyArray;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** Previews in a real browser: those that scripts draw, and what must not run in them. */
class PreviewsInBrowserTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final Duration LONG = Duration.ofSeconds(40);

  @TempDir static Path data;
  @TempDir static Path lab;
  @TempDir static Path profile;

  private static Canary canary;
  private static CatalogUnderTest catalog;
  private static Browser browser;
  private static String bucket;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(Browser.isInstalled(), Browser.MISSING);
    canary = new Canary();
    write();
    bucket = Location.directory(lab).toString();
    catalog =
        CatalogUnderTest.builder(List.of(bucket), Map.of()).search(SEARCH.uri()).data(data).start();
    catalog.awaitComparison(bucket);
    catalog.awaitKeys(bucket, "wednesday", "a.pdf");
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
    file("storm.json", "{\"speed\": 12, \"gusts\": [14, 18, {\"at\": \"noon\"}], \"calm\": false}");
    file(
        "Storm.java",
        "/** A storm. */\nclass Storm {\n  @Deprecated int speed = 12; // knots\n}\n");
    file(
        "bars.vl.json",
        """
        {"mark": "bar", "data": {"values": [{"day": "Mon", "n": 3}, {"day": "Tue", "n": 5}]},
         "transform": [{"calculate": "datum.n * 2", "as": "twice"}],
         "encoding": {"x": {"field": "day", "type": "nominal"},
                      "y": {"field": "twice", "type": "quantitative", "title": "twice as many"}}}
        """);
    file(
        "dots.vg.json",
        """
        {"width": 200, "height": 100, "data": [{"name": "d", "values": [{"x": 1}, {"x": 3}]}],
         "marks": [{"type": "symbol", "from": {"data": "d"}, "encode": {"enter": {
           "x": {"signal": "datum.x * 40"}, "y": {"value": 50}, "fill": {"value": "red"}}}},
           {"type": "text", "encode": {"enter": {"text": {"value": "two dots"}, "y": {"value": 20},
             "fill": {"value": "black"}}}}]}
        """);
    file(
        "line.echarts.json",
        """
        {"title": {"text": "Wind of the week"}, "xAxis": {"type": "category", "data": ["Mon", "Tue"]},
         "yAxis": {"type": "value"}, "series": [{"type": "line", "data": [150, 230]}]}
        """);
    file("broken.vl.json", "{\"mark\": ");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(lab.resolve("a.zip")))) {
      zip.putNextEntry(new ZipEntry("gods/thor.txt"));
    }
    NumpyArray array = NumpyArray.of(new double[] {1, 2, 3, 4, 5, Double.NaN}, 2, 3);
    try (InputStream npy = Formats.load().write("a.npy", array, null, Map.of()).content().open()) {
      Files.copy(npy, lab.resolve("a.npy"));
    }
    file("a.pdf", SmallPdf.TEXT);
    file("a.vcf", "##source=here\n#CHROM\tPOS\n20\t14370\n");
    AudioFormat format = new AudioFormat(8_000, 8, 1, true, false);
    InputStream silence = new ByteArrayInputStream(new byte[16_000]);
    AudioSystem.write(
        new AudioInputStream(silence, format, 16_000),
        AudioFileFormat.Type.WAVE,
        lab.resolve("a.wav").toFile());
    String code = canary.script();
    file(
        "hostile/a.vg.json",
        """
        {"width": 99, "height": 99,
         "data": [{"name": "d", "url": "%1$s"}, {"name": "e", "values": [{"a": 1}]}],
         "signals": [
           {"name": "s", "init": "[]['constructor']['constructor']('%2$s')()"},
           {"name": "t", "update": "''.constructor.constructor('%2$s')()"},
           {"name": "u", "update": "replace('a', 'a', event.view.eval('%2$s'))",
            "on": [{"events": "timer{100}", "update": "event.dataflow._el.ownerDocument.defaultView.eval('%2$s')"}]}],
         "marks": [
           {"type": "image", "encode": {"enter": {"url": {"value": "%1$s"}, "width": {"value": 9}}}},
           {"type": "text", "encode": {"enter": {"text": {"value": "</script><img src=x onerror=\\"%2$s\\">"},
             "href": {"value": "javascript:%2$s"}, "tooltip": {"value": "<img src=x onerror=\\"%2$s\\">"}}}}]}
        """
            .formatted(canary.uri(), code.replace("'", "\\\\'")));
    file(
        "hostile/b.vl.json",
        """
        {"mark": {"type": "image", "width": 9}, "data": {"url": "%1$s"}, "encoding": {"url": {"value": "%1$s"},
          "href": {"value": "javascript:%2$s"}}, "title": "</script><script>%2$s</script><!--<script>"}
        """
            .formatted(canary.uri(), code));
    file(
        "hostile/c.echarts.json",
        """
        {"title": {"text": "</script><img src=x onerror=\\"%2$s\\">", "link": "javascript:%2$s"},
         "tooltip": {"show": true, "alwaysShowContent": true, "trigger": "axis",
           "formatter": "<img src='%1$s' onerror=\\"%2$s\\"><iframe srcdoc=\\"<script>%2$s</script>\\"></iframe>"},
         "graphic": [{"type": "image", "style": {"image": "%1$s", "width": 50, "height": 50}}],
         "backgroundColor": {"image": "%1$s"}, "aria": {"enabled": true},
         "xAxis": {"type": "category", "data": ["a", "b"]}, "yAxis": {},
         "series": [{"type": "scatter", "symbol": "image://%1$s", "data": [1, 2],
           "label": {"show": true, "formatter": "function () { %2$s }"}}]}
        """
            .formatted(canary.uri(), code));
    file("hostile/d.vl.json", "{}, \"</script><script>" + code + "</script>\"");
    file(
        "hostile/e.json",
        "{\"<img src=x onerror='%1$s'>\": \"</details><script>%1$s</script>\"}"
            .formatted(code.replace("'", "")));
    file("hostile/f.js", "</code></pre><script>" + code + "</script> // <img src=x onerror=1>");
    file(
        "quilt_summarize.json",
        """
        [["bars.vl.json", {"path": "storm.json", "title": "The storm", "expand": true}],
         {"path": "line.echarts.json", "description": "About *wind*. <script>%s</script>"}]
        """
            .formatted(code));
  }

  private static void file(String key, String text) throws IOException {
    Path file = lab.resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static URI page(String path) {
    return catalog.uri().resolve("/b/" + catalog.bucket(bucket).id() + path);
  }

  private static URI object(String key) {
    return page("/object?key=" + URLEncoder.encode(key, StandardCharsets.UTF_8));
  }

  /** What is written in the frame of a plot, when all is drawn. */
  private static String drawn(WebElement frame) {
    browser.driver().executeScript("arguments[0].scrollIntoView()", frame);
    browser.driver().switchTo().frame(frame);
    await()
        .atMost(LONG)
        .until(
            () ->
                "true"
                    .equals(
                        browser
                            .driver()
                            .executeScript("return document.body && document.body.dataset.drawn")));
    return (String)
        browser.driver().executeScript("return document.querySelector('main').innerText");
  }

  private static String plot(String key) {
    browser.open(object(key));
    return drawn(browser.driver().findElement(By.cssSelector("main iframe")));
  }

  private static long count(String selector) {
    return (Long)
        browser
            .driver()
            .executeScript("return document.querySelectorAll(arguments[0]).length", selector);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 1280})
  void everyPreviewIsAccessible(int width) throws IOException {
    browser.width(width);
    for (String key :
        List.of(
            "storm.json",
            "Storm.java",
            "bars.vl.json",
            "line.echarts.json",
            "broken.vl.json",
            "a.zip",
            "a.npy",
            "a.vcf",
            "a.pdf",
            "a.wav")) {
      browser.open(object(key));
      browser.requireAccessible(key);
      browser.keepPicture("preview-" + key + "-" + width);
    }
    browser.open(page(""));
    for (WebElement frame : browser.driver().findElements(By.cssSelector("main iframe"))) {
      drawn(frame);
      browser.driver().switchTo().defaultContent();
    }
    browser.requireAccessible("overview");
    browser.keepPicture("preview-overview-" + width);
  }

  @Test
  void plotsAreDrawn() {
    browser.width(1280);
    assertThat(plot("bars.vl.json")).contains("twice as many", "Mon", "Tue", "10");
    assertThat(count("[role=alert]")).isZero();
    assertThat(count("main svg")).isEqualTo(1);
    assertThat(plot("dots.vg.json")).contains("two dots");
    assertThat(count(".mark-symbol path")).isEqualTo(2);
    assertThat(plot("line.echarts.json")).contains("Wind of the week", "Tue");
    assertThat(count("[role=alert]")).isZero();
    assertThat(plot("broken.vl.json")).contains("This is no JSON");
  }

  @Test
  void pagesOfPdfAreSeen() {
    browser.open(object("a.pdf"));
    await()
        .atMost(LONG)
        .until(
            () ->
                browser
                    .driver()
                    .executeScript("return document.querySelector('img.page').naturalWidth")
                    .equals(800L));
    assertThat(browser.text()).contains("Sailing on Wednesday");
  }

  @Test
  void soundIsPlayed() {
    browser.open(object("a.wav"));
    await()
        .atMost(LONG)
        .until(
            () ->
                browser
                    .driver()
                    .executeScript("return String(document.querySelector('audio').duration)")
                    .equals("2"));
  }

  @Test
  void framesOfPlotsAreOfNoOrigin() {
    browser.width(1280);
    plot("bars.vl.json");
    String tries =
        "const failed = []; for (const [name, reach] of [['cookies', () => document.cookie],"
            + " ['page', () => parent.document.title], ['storage', () => localStorage.length]]) { try { reach(); } catch (e) {"
            + " failed.push(name); } } return failed.join() + ' ' + self.origin;";
    assertThat(browser.driver().executeScript(tries)).isEqualTo("cookies,page,storage null");
  }

  @Test
  void theOverviewShowsPlotsAndTheFilesOfItsSummary() {
    browser.width(1280);
    browser.open(page(""));
    assertThat(browser.text()).contains("The storm", "gusts", "About wind.", "When objects were");
    String plots = drawn(browser.driver().findElement(By.cssSelector("main iframe.plots")));
    assertThat(plots).contains("Objects by type", "Bytes by type", ".json", "time of their change");
    assertThat(count("main svg")).isEqualTo(4);
  }

  /** FAULTS 39. */
  @Test
  void hostileContentIsInert() throws IOException {
    browser.width(1280);
    for (String key : List.of("a.vg.json", "b.vl.json", "c.echarts.json", "d.vl.json")) {
      String text = plot("hostile/" + key);
      assertThat(browser.driver().executeScript("return window.canary")).as(key).isNull();
      assertThat(count("main a[href^=javascript], main [onerror], main iframe, body > img"))
          .as("%s: %s", key, text)
          .isZero();
      browser.driver().switchTo().defaultContent();
      assertThat(browser.driver().executeScript("return window.canary")).as(key).isNull();
    }
    for (URI page : List.of(object("hostile/e.json"), object("hostile/f.js"), page(""))) {
      browser.open(page);
      assertThat(browser.driver().executeScript("return window.canary")).as("%s", page).isNull();
      assertThat(count("main script, main [onerror]")).as("%s", page).isZero();
    }
    assertThat(canary.calls()).isZero();
  }
}
