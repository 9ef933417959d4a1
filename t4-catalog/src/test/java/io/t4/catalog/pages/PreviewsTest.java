package io.t4.catalog.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.catalog.CatalogUnderTest;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the page of an object shows of its content. */
class PreviewsTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  /** What would run or show if it were not escaped. */
  private static final String HOSTILE = "</code></script><img src=x onerror=\"alert(1)\">&lt;";

  @TempDir static Path data;
  @TempDir static Path lab;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static CatalogUnderTest catalog;
  private static String bucket;
  private static String id;

  @BeforeAll
  static void start() throws IOException {
    bucket = Location.directory(lab).toString();
    catalog =
        CatalogUnderTest.builder(List.of(bucket), Map.of()).search(SEARCH.uri()).data(data).start();
    id = catalog.bucket(bucket).id();
  }

  @AfterAll
  static void stop() {
    catalog.close();
  }

  private static void write(String key, byte[] content) throws IOException {
    Path file = lab.resolve(key);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private static void write(String key, String text) throws IOException {
    write(key, text.getBytes(StandardCharsets.UTF_8));
  }

  private static HttpResponse<byte[]> get(String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(catalog.uri().resolve(path)).header("Accept", "text/html").build(),
        BodyHandlers.ofByteArray());
  }

  private static String page(String path) throws Exception {
    HttpResponse<byte[]> answer = get(path);
    String page = new String(answer.body(), StandardCharsets.UTF_8);
    assertThat(answer.statusCode()).as(page).isEqualTo(200);
    assertThat(page).doesNotContain("<img src=x", "</script><");
    return page;
  }

  private static String address(String page, String key) {
    return "/b/" + id + page + "?key=" + URLEncoder.encode(key, StandardCharsets.UTF_8);
  }

  private static String object(String key) throws Exception {
    return page(address("/object", key));
  }

  /** The page of an object that this writes. */
  private static String object(String key, String text) throws Exception {
    write(key, text);
    return object(key);
  }

  @Test
  void jsonIsATree() throws Exception {
    String page =
        object("storm.json", "{\"speed\": 12, \"tags\": [\"a<b\", null, {}], \"é\": true}");
    assertThat(page)
        .contains(
            "<details open><summary><span class=\"note\">{3 names}</span></summary>",
            "<span class=\"name\">speed</span> <span class=\"literal\">12</span>",
            "<span class=\"note\">[3 values]</span>",
            "<span class=\"index\">0</span> <span class=\"string\">a&lt;b</span>",
            "<span class=\"literal\">null</span>",
            "<span class=\"literal\">{}</span>",
            "<span class=\"name\">é</span> <span class=\"literal\">true</span>");
    assertThat(object("text.json", "\"just a text\"")).contains("just a text</span></li></ul>");
  }

  @Test
  void jsonThatIsTooMuchIsCut() throws Exception {
    String deep = object("deep.json", "{\"a\":".repeat(400) + "1" + "}".repeat(400));
    assertThat(deep).contains("what is deeper is not shown").contains("This is the beginning");
    String wide = object("wide.json", "[" + "[1,2],".repeat(100_000) + "7]");
    assertThat(wide).contains("… 99,501 more", "[100001 values]");
    assertThat(wide.length()).isLessThan(200_000);
    String bushy =
        object("bushy.json", "[[[" + "[1,2],".repeat(400) + "7]," + "[1]".repeat(1) + "]]");
    assertThat(bushy).doesNotContain("more</li>");
    String broken = object("broken.json", "{\"a\": " + HOSTILE);
    assertThat(broken).contains("&lt;/code&gt;").contains("<pre><code class=\"code\">");
    String tooDeep = object("too-deep.json", "[".repeat(100_000));
    assertThat(tooDeep).contains("[[[[");
  }

  @Test
  void namesAndValuesOfJsonAreText() throws Exception {
    String quoted = HOSTILE.replace("\"", "\\\"");
    assertThat(object("hostile.json", "{\"" + quoted + "\": [\"" + quoted + "\"]}"))
        .contains(
            "&lt;/code&gt;&lt;/script&gt;&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;lt;");
  }

  @Test
  void userMetadataIsATree() throws Exception {
    write("meta.bin", new byte[] {1, 2, 3});
    Files.setAttribute(
        lab.resolve("meta.bin"),
        "user:" + "com.quiltdata.helium",
        "{\"user_meta\": {\"god\": \"Thor\", \"<i>\": {\"of\": [1]}}}"
            .getBytes(StandardCharsets.UTF_8));
    assertThat(object("meta.bin"))
        .contains(
            "<span class=\"name\">god</span> <span class=\"string\">Thor</span>",
            "<span class=\"name\">&lt;i&gt;</span> <span class=\"note\">{1 name}</span>");
  }

  @Test
  void codeIsHighlighted() throws Exception {
    assertThat(object("Storm.java", "/* a\n * b */\nint wind = 12; // " + HOSTILE + "\n"))
        .contains(
            "<span class=\"comment\">/* a</span>\n<span class=\"comment\"> * b */</span>\n",
            "<span class=\"name\">int</span> wind = <span class=\"literal\">12</span>;",
            "&lt;/code&gt;&lt;/script&gt;");
    assertThat(object("Dockerfile", "FROM scratch\n")).contains("<span class=\"keyword\">FROM<");
    assertThat(object("notes.txt", "for x in y"))
        .contains("<code class=\"code\">for x in y</code>");
    assertThat(object("a.py", "x = '" + HOSTILE + "'\n")).contains("<span class=\"string\">&#39;");
  }

  /** Nothing is lost, whatever is in it. */
  @Test
  void highlightedCodeIsWhole() throws Exception {
    String line = "a = b['c'] + \"d\" # é ᚦ \uD83D\uDE00\t'''\r";
    String text = (line + "\n").repeat(3_000) + "x".repeat(10_000) + "\n\n" + line;
    for (String key : List.of("a.py", "a.js", "a.java", "a.xml", "a.sh", "a.sql", "a.tex", "a.c")) {
      String page = object(key, text);
      Matcher code =
          Pattern.compile("<code class=\"code\">(.*?)</code>", Pattern.DOTALL).matcher(page);
      assertThat(code.find()).as(key).isTrue();
      String shown =
          code.group(1)
              .replaceAll("</?span[^>]*>", "")
              .replace("&#39;", "'")
              .replace("&quot;", "\"")
              .replace("&amp;", "&");
      assertThat(shown).as(key).isEqualTo(text);
    }
  }

  @Test
  void largeTextsComeInParts() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int line = 0; text.length() < 2_200_000; line++) {
      text.append("line ").append(line).append(" ᚦ\n");
    }
    write("large.txt", text.toString());
    StringBuilder shown = new StringBuilder();
    String next = address("/object", "large.txt");
    int parts = 0;
    Pattern link = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"");
    while (next != null) {
      String page = page(next);
      int begin = page.indexOf("<code class=\"code\">") + "<code class=\"code\">".length();
      shown.append(page, begin, page.indexOf("</code>", begin));
      assertThat(page.contains("Show the first part")).isEqualTo(parts > 0);
      Matcher found = link.matcher(page);
      next = found.find() ? found.group(1).replace("&amp;", "&") : null;
      parts++;
    }
    assertThat(parts).isEqualTo(3);
    assertThat(shown.toString()).isEqualTo(text.toString());
    // Within a character.
    write("runes.txt", "ᚦᚦᚦ end");
    assertThat(page(address("/object", "runes.txt") + "&offset=1")).contains(">ᚦᚦ end<");
    assertThat(page(address("/object", "runes.txt") + "&offset=99")).contains("no part from 99");
    assertThat(page(address("/object", "runes.txt") + "&offset=-1")).contains("no part from -1");
  }

  /** Links of a page, without a version as with one, lead to what they say. */
  @Test
  void contentIsFetchedFromThePage() throws Exception {
    String page = object("fetched.txt", "all of it");
    Matcher link = Pattern.compile("href=\"(/b/[^\"]+/content[^\"]+)\"").matcher(page);
    assertThat(link.find()).isTrue();
    HttpResponse<byte[]> content = get(link.group(1).replace("&amp;", "&"));
    assertThat(new String(content.body(), StandardCharsets.UTF_8)).isEqualTo("all of it");
  }

  @Test
  void plotsAreDrawnInFrames() throws Exception {
    String schema = "\"$schema\": \"https://vega.github.io/schema/%s.json\"";
    Map<String, String> libraries =
        Map.of(
            "a.vl.json", "{}",
            "b.json", "{" + schema.formatted("vega-lite/v6") + "}",
            "c.vg.json", "{}",
            "d.json", "{ " + schema.formatted("vega/v5") + ", \"marks\": []}",
            "e.echarts.json", "{}");
    for (Map.Entry<String, String> plot : libraries.entrySet()) {
      String name = plot.getKey();
      String library = "ab".contains(name.substring(0, 1)) ? "vega-lite" : "vega";
      assertThat(object("plots/" + name, plot.getValue()))
          .as(name)
          .contains("sandbox=\"allow-scripts\"")
          .contains("library=" + (name.startsWith("e") ? "echarts" : library) + "\"");
    }
    assertThat(object("plots/f.json", "{\"$schema\": \"https://json-schema.org/\"}"))
        .doesNotContain("<iframe");
  }

  @Test
  void framesOfPlotsMayAskForNothing() throws Exception {
    write("hostile.vl.json", "{\"title\": \"</script><script>alert(1)</script><!--\"}");
    HttpResponse<byte[]> frame = get(address("/plot", "hostile.vl.json") + "&library=vega-lite");
    assertThat(frame.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("sandbox allow-scripts; default-src 'none'; script-src 'self' 'sha256-")
        .contains("connect-src 'none'", "frame-ancestors 'self'")
        .doesNotContain("script-src 'unsafe", "unsafe-eval", "allow-same-origin");
    assertThat(new String(frame.body(), StandardCharsets.UTF_8))
        .contains(
            "<script id=\"plots\" type=\"application/json\">[{\"title\":"
                + " \"\\u003c/script>\\u003cscript>alert(1)\\u003c/script>\\u003c!--\"}]</script>");
    assertThat(get(address("/plot", "hostile.vl.json") + "&library=x").statusCode()).isEqualTo(400);
    write("large.vl.json", "[" + " ".repeat(9 << 20) + "]");
    assertThat(get(address("/plot", "large.vl.json") + "&library=vega").statusCode())
        .isEqualTo(413);
    assertThat(object("large.vl.json")).doesNotContain("<iframe");
  }

  @Test
  void scriptsOfPlotsAreThoseOfTheirPackages() throws Exception {
    for (String line : text("/assets/plot/SHA256SUMS").lines().toList()) {
      HttpResponse<byte[]> script = get("/assets/plot/" + line.substring(66));
      assertThat(script.statusCode()).as(line).isEqualTo(200);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(script.body());
      assertThat(HexFormat.of().formatHex(digest)).as(line).isEqualTo(line.substring(0, 64));
    }
    HttpRequest request =
        HttpRequest.newBuilder(catalog.uri().resolve("/assets/plot/vega.js"))
            .header("Origin", "null")
            .build();
    assertThat(HTTP.send(request, BodyHandlers.discarding()).headers().map())
        .containsEntry("Access-Control-Allow-Origin", List.of("*"));
  }

  private static String text(String path) throws Exception {
    return new String(get(path).body(), StandardCharsets.UTF_8);
  }

  @Test
  void summariesShowTheirFiles() throws Exception {
    write("report/a.md", "*Wind* from the west");
    write("report/data/b.csv", "day,speed\nMon,12\n");
    write("report/c.json", "{\"series\": []}");
    write("outside.txt", "outside of it");
    write(
        "report/quilt_summarize.json",
        """
        ["a.md",
         [{"path": "./data/b.csv", "title": "Table <b>", "description": "See [it](c.json) <script>x</script>",
           "width": "250px", "expand": true},
          {"path": "../outside.txt", "width": 3}],
         {"path": "c.json", "types": [{"name": "echarts", "style": {"height": "90px"}}]},
         {"path": "none.txt"}, {"title": "no path"}, 7, "../../x", [["a.md"]]]
        """);
    String page = page("/b/" + id + "/files?prefix=report/");
    assertThat(page)
        .contains("<em>Wind</em> from the west")
        .contains("Table &lt;b&gt;</a>", "<th scope=\"col\">speed</th>", "class=\"expanded\"")
        .contains("key=report/c.json", ">it</a>")
        .contains("class=\"card pixels-300\"", "class=\"card share-3\"", "outside of it")
        .contains("library=echarts")
        .contains("there is no &#39;report/none.txt&#39;.")
        .contains("must be a path, or an object with a &#39;path&#39;; it is {&quot;title&quot;:")
        .contains("it is 7.", "it is [&quot;a.md&quot;].", "leads out of the bucket")
        .doesNotContain("<script>x");
    assertThat(page("/b/" + id + "/files?prefix=report/&after=report/a.md"))
        .doesNotContain("<em>Wind</em>");
  }

  @Test
  void summariesThatAreWrongTellWhy() throws Exception {
    Map<String, String> wrong =
        Map.of(
            "{\"path\": \"a.md\"}",
            "must be an array of paths",
            "[\"a.md\"",
            "is no JSON: Unexpected end-of-input",
            "[".repeat(100_000),
            "is no JSON",
            "[" + " ".repeat(300_000) + "]",
            "has more than 262,144 bytes");
    write("wrong/file.txt", "a file");
    for (Map.Entry<String, String> summary : wrong.entrySet()) {
      write("wrong/quilt_summarize.json", summary.getKey());
      assertThat(page("/b/" + id + "/files?prefix=wrong/"))
          .contains("quilt_summarize.json " + summary.getValue(), ">file.txt</a>");
    }
    write("wrong/quilt_summarize.json", "[" + "\"file.txt\",".repeat(200) + "\"file.txt\"]");
    String many = page("/b/" + id + "/files?prefix=wrong/");
    assertThat(many.split(">a file<", -1)).hasSize(13);
    assertThat(many).contains("only the first 12 files are looked into here", "Row 101");
  }

  @Test
  void theOverviewShowsNumbersAndPictures() throws Exception {
    BufferedImage picture = new BufferedImage(2_000, 1_000, BufferedImage.TYPE_BYTE_BINARY);
    Files.createDirectories(lab.resolve("numbers"));
    ImageIO.write(picture, "png", lab.resolve("numbers/p.png").toFile());
    write("quilt_summarize.json", "[\"numbers/x.qq\"]");
    write("numbers/x.qq", "of the overview");
    catalog.awaitComparison(bucket);
    catalog.awaitKeys(bucket, "ext:\".qq\"", "numbers/x.qq");
    catalog.awaitKeys(bucket, "ext:\".png\"", "numbers/p.png");
    String page = page("/b/" + id);
    assertThat(page)
        .contains("of the overview", "<td>.qq</td>", "When objects were changed")
        .contains("alt=\"numbers/p.png\"", "key=numbers/p.png&amp;small=true")
        .contains("src=\"/b/" + id + "/statistics\"");
    HttpResponse<byte[]> small = get(address("/picture", "numbers/p.png") + "&small=true");
    assertThat(ImageIO.read(new ByteArrayInputStream(small.body())).getWidth()).isEqualTo(334);
    String plots = text("/b/" + id + "/statistics");
    int begin = plots.indexOf("application/json\">") + "application/json\">".length();
    JsonNode drawn =
        JsonMapper.shared().readTree(plots.substring(begin, plots.indexOf("</script>", begin)));
    assertThat(drawn).hasSize(4);
    long objects = 0;
    for (JsonNode value : drawn.path(2).path("data").path("values")) {
      objects += value.path("amount").asLong();
    }
    assertThat(objects).isPositive();
    assertThat(drawn.path(0).path("data").path("values").toString())
        .contains("{\"what\":\".qq\",\"amount\":1}");
  }
}
