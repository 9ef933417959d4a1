package io.t4.catalog.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.catalog.CatalogUnderTest;
import io.t4.formats.Formats;
import io.t4.formats.NumpyArray;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    // More than of any other type, so that it is among those that are shown.
    for (int i = 0; i < 49; i++) {
      write("numbers/%d.qq".formatted(i), "");
    }
    await()
        .untilAsserted(() -> assertThat(page("/b/" + id)).contains("<td class=\"number\">50</td>"));
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
        .contains("{\"what\":\".qq\",\"amount\":50}");
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] tar(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> file : entries.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  @Test
  void archivesAreListed() throws Exception {
    byte[] large = new byte[20 << 20];
    new Random(7).nextBytes(large);
    Map<String, byte[]> files =
        new TreeMap<>(
            Map.of(
                "a/large.bin",
                large,
                "b/" + HOSTILE.replace("/", ""),
                new byte[2_000],
                "../../c.txt",
                new byte[0]));
    byte[] tar = tar(files);
    write("archives/a.zip", zip(files));
    write("archives/b.tar", tar);
    write("archives/c.tgz", gzip(tar(Map.of("../../c.txt", new byte[9], "b/d", new byte[2_000]))));
    for (String key : List.of("a.zip", "b.tar")) {
      assertThat(object("archives/" + key))
          .as(key)
          .contains("<td>a/large.bin</td>", ">20 MiB<", ">2.0 KiB<", "<td>../../c.txt</td>")
          .contains("&lt;img src=x onerror=&quot;alert(1)&quot;")
          .doesNotContain("This is the beginning");
    }
    assertThat(object("archives/c.tgz")).contains("<td>../../c.txt</td>", "<td>b/d</td>");
    // More than is read, and more than is shown.
    write("archives/d.tar.gz", gzip(tar));
    assertThat(object("archives/d.tar.gz")).contains("<td>a/large.bin</td>", "This is the begin");
    Map<String, byte[]> many = new TreeMap<>();
    for (int i = 0; i < 1_200; i++) {
      many.put("many/%04d".formatted(i), new byte[0]);
    }
    write("archives/e.zip", zip(many));
    write("archives/e.tar", tar(many));
    for (String key : List.of("archives/e.zip", "archives/e.tar")) {
      assertThat(object(key)).contains("many/0999<", "This is the begin").doesNotContain("/1000<");
    }
  }

  // 37
  @Test
  void archivesThatAreDamagedOrBombsTellWhy() throws Exception {
    write("bombs/a.zip", "no archive");
    write("bombs/b.tar", "x".repeat(2_000));
    write("bombs/c.tar.gz", "no archive");
    write("bombs/cut.tgz", Arrays.copyOf(gzip(tar(Map.of("a", new byte[99]))), 60));
    write("bombs/cut.zip", Arrays.copyOf(zip(Map.of("a", new byte[99])), 60));
    for (String key : List.of("a.zip", "b.tar", "c.tar.gz", "cut.tgz", "cut.zip")) {
      assertThat(object("bombs/" + key)).as(key).contains("The archive is not shown: ");
    }
    // A gigabyte of zeros as a name, unpacked; and as the names of a zip's directory.
    Map<String, byte[]> names = new TreeMap<>();
    for (int i = 0; i < 200; i++) {
      names.put("%05d".formatted(i) + "n".repeat(60_000), new byte[0]);
    }
    write("bombs/d.zip", zip(names));
    assertThat(object("bombs/d.zip")).contains("it would take too much to be read");
    TarArchiveEntry name = new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
    name.setSize(1L << 30);
    byte[] head = new byte[512];
    name.writeEntryHeader(head);
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(head);
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 1 << 10; i++) {
        gzip.write(zeros);
      }
    }
    write("bombs/e.tgz", bomb.toByteArray());
    assertThat(object("bombs/e.tgz")).contains("it would take too much to be read");
  }

  @Test
  void arraysShowShapeStatisticsAndPicture() throws Exception {
    double[] values = new double[600 * 700];
    Arrays.setAll(values, i -> i % 700);
    values[0] = Double.NaN;
    values[1] = Double.NEGATIVE_INFINITY;
    array("a.npy", NumpyArray.of(values, 600, 700));
    String page = object("a.npy");
    assertThat(page)
        .contains("<dd>&lt;f8</dd>", "<dd>600 × 700</dd>", "<dd>420,000</dd>")
        .contains("<dt>Minimum</dt><dd>0</dd>", "<dt>Maximum</dt><dd>699</dd>")
        .contains("<dt>NaN</dt><dd>1</dd>", "<dt>Infinite</dt><dd>1</dd>");
    Matcher picture = Pattern.compile("data:image/png;base64,([^\"]+)").matcher(page);
    assertThat(picture.find()).isTrue();
    BufferedImage image =
        ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(picture.group(1))));
    assertThat(image.getWidth()).isEqualTo(350);
    assertThat(image.getHeight()).isEqualTo(300);
    assertThat(image.getRGB(0, 0)).isZero();
    assertThat(image.getRGB(349, 299) & 0xff).isEqualTo(255);
    array("b.npy", NumpyArray.of(new String[] {"<b>", "c"}));
    assertThat(object("b.npy")).contains("<dd>&lt;U3</dd>", "<dd>2</dd>").doesNotContain("Mean");
    array("c.npy", NumpyArray.of(new double[0], 0, 3));
    assertThat(object("c.npy")).contains("<dd>0 × 3</dd>");
    array("huge.npy", NumpyArray.of(new double[] {1.5e308, 1.7e308, -1.7e308, 1e-300}, 2, 2));
    assertThat(object("huge.npy"))
        .contains("<dd>-1.7E+308</dd>", "<dt>Mean</dt><dd>Infinity</dd>", "data:image/png");
    array("d.npy", NumpyArray.of(new double[2 << 20]));
    assertThat(object("d.npy")).contains("{&#39;descr&#39;: &#39;&lt;f8&#39;", "(2097152,)");
    // 36
    write("e.npy", "\u0080\u0004]q\u0000.");
    assertThat(object("e.npy")).contains("Pickles are not read");
    write("f.npz", zip(Map.of("speed.npy", new byte[200])));
    assertThat(object("f.npz")).contains("<td>speed.npy</td>", "200 B");
  }

  private static void array(String key, NumpyArray array) throws IOException {
    try (InputStream content = Formats.load().write(key, array, null, Map.of()).content().open()) {
      write(key, content.readAllBytes());
    }
  }

  @Test
  void genomesAreTables() throws Exception {
    String vcf =
        "##fileformat=VCFv4.3\n##source=<b>\n#CHROM\tPOS\tID\n" + "20\t14370\t<DUP>\n".repeat(150);
    for (String key : List.of("g/a.vcf", "g/a.vcf.gz")) {
      byte[] bytes = vcf.getBytes(StandardCharsets.UTF_8);
      write(key, key.endsWith("gz") ? gzip(bytes) : bytes);
      assertThat(object(key))
          .as(key)
          .contains("##source=&lt;b&gt;", "<th scope=\"col\">#CHROM</th>", "<td>&lt;DUP&gt;</td>")
          .contains("This is the beginning");
      assertThat(object(key).split("<td>14370</td>", -1)).hasSize(101);
    }
    assertThat(object("g/b.vcf", "##fileformat=VCFv4.3\n")).contains("<code class=\"code\">##");
    assertThat(object("g/a.fasta", ">s1 first <i>\nACGT\nAC GT\n>s2\n" + "A".repeat(100) + "\n"))
        .contains("<td>s1 first &lt;i&gt;</td><td>8</td><td>ACGTACGT</td>")
        .contains("<td>100</td><td>" + "A".repeat(60) + "…</td>")
        .doesNotContain("This is the beginning");
    write(
        "g/large.fa.gz",
        gzip((">s1\n" + "ACGT\n".repeat(400_000)).getBytes(StandardCharsets.UTF_8)));
    assertThat(object("g/large.fa.gz")).contains("<td>at least ", "This is the beginning");
  }

  @Test
  void packedTextsAreShownAsWhatTheyAre() throws Exception {
    write("packed/a.json.gz", gzip("{\"speed\": 12}".getBytes(StandardCharsets.UTF_8)));
    assertThat(object("packed/a.json.gz")).contains("<span class=\"name\">speed</span>");
    write("packed/a.html.gz", gzip("<b>Wind</b>".getBytes(StandardCharsets.UTF_8)));
    assertThat(object("packed/a.html.gz")).contains("Wind").doesNotContain("<iframe", "<b>Wind");
    write("packed/b.txt.gz", gzip(new byte[100 << 20]));
    assertThat(object("packed/b.txt.gz")).contains("00000000  00 00", "This is the beginning");
    write("packed/c.py.gz", "no gzip");
    assertThat(object("packed/c.py.gz")).contains("no gzip");
    byte[] noise = new byte[3 << 20];
    new Random(7).nextBytes(noise);
    String text = HexFormat.of().formatHex(noise);
    write("packed/d.txt.gz", gzip(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(object("packed/d.txt.gz"))
        .contains(text.substring(0, 1_000), "This is the beginning")
        .doesNotContain("Show the next part");
  }

  @Test
  void mediaArePlayedInParts() throws Exception {
    byte[] film = new byte[200_000];
    new Random(7).nextBytes(film);
    write("film.mp4", film);
    write("sound.mp3", film);
    write("page.html", "<script>1</script>");
    assertThat(object("film.mp4")).contains("<video controls").contains("/media?key=film.mp4");
    assertThat(object("sound.mp3")).contains("<audio controls");
    HttpResponse<byte[]> all = get(address("/media", "film.mp4"));
    assertThat(all.statusCode()).isEqualTo(200);
    assertThat(all.body()).isEqualTo(film);
    assertThat(all.headers().map())
        .containsEntry("Content-Type", List.of("video/mp4"))
        .containsEntry("X-Content-Type-Options", List.of("nosniff"))
        .containsEntry("Accept-Ranges", List.of("bytes"))
        .containsEntry("Content-Security-Policy", List.of("sandbox; default-src 'none'"));
    Map<String, String> ranges =
        Map.of(
            "bytes=0-99", "0-99",
            "bytes=199990-", "199990-199999",
            "bytes=-10", "199990-199999",
            "bytes=5-900000", "5-199999");
    for (Map.Entry<String, String> range : ranges.entrySet()) {
      HttpResponse<byte[]> part = media("film.mp4", range.getKey());
      assertThat(part.statusCode()).as(range.getKey()).isEqualTo(206);
      assertThat(part.headers().firstValue("Content-Range"))
          .contains("bytes " + range.getValue() + "/200000");
      String[] ends = range.getValue().split("-", -1);
      assertThat(part.body())
          .isEqualTo(
              Arrays.copyOfRange(film, Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1));
    }
    assertThat(media("film.mp4", "bytes=1-2,7-9").body()).isEqualTo(film);
    String tag = all.headers().firstValue("ETag").orElseThrow();
    assertThat(media("film.mp4", "bytes=0-9", "If-Range", tag).body()).hasSize(10);
    assertThat(media("film.mp4", "bytes=0-9", "If-Range", "\"other\"").body()).isEqualTo(film);
    for (String range : List.of("bytes=200000-", "bytes=9-3", "lines=1-2", "bytes=x")) {
      HttpResponse<byte[]> part = media("film.mp4", range);
      assertThat(part.statusCode()).as(range).isEqualTo(416);
      assertThat(part.headers().firstValue("Content-Range")).contains("bytes */200000");
    }
    assertThat(get(address("/media", "page.html")).statusCode()).isEqualTo(415);
    assertThat(get(address("/media", "none.mp4")).statusCode()).isEqualTo(404);
  }

  private static HttpResponse<byte[]> media(String key, String range, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(catalog.uri().resolve(address("/media", key)))
            .header("Range", range);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  /** Files as users have them. */
  @ParameterizedTest
  @CsvSource({
    "example.vcf,      <th scope=\"col\">#CHROM</th>",
    "example.vcf.gz,   <th scope=\"col\">#CHROM</th>",
    "penguin.jpg,      class=\"picture\"",
    "nb_1200727.ipynb, class=\"cell\"",
    "MUMmer.pdf,       genomes",
  })
  void realFilesAreShown(String name, String shown) throws Exception {
    Path file =
        Path.of(System.getProperty("t4.shared", "../../shared"), "data", name)
            .toAbsolutePath()
            .normalize();
    assumeTrue(
        Files.exists(file),
        () -> "there is no file " + file + "; -Dt4.shared=DIR names its parent");
    write("real/" + name, Files.readAllBytes(file));
    catalog.awaitComparison(bucket);
    await().untilAsserted(() -> assertThat(object("real/" + name)).contains(shown));
    if (name.endsWith(".pdf")) {
      HttpResponse<byte[]> first = get(address("/page", "real/" + name));
      assertThat(first.headers().firstValue("Content-Type")).contains("image/png");
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(first.body()));
      assertThat(Math.max(picture.getWidth(), picture.getHeight())).isBetween(999, 1_000);
    }
  }

  @Test
  void documentsShowTheTextThatTheIndexHas() throws Exception {
    assertThat(object("report.rtf", "{\\rtf1\\ansi\\pard Wind of Tuesday, <b>\\par}"))
        .contains("not yet");
    catalog.awaitComparison(bucket);
    catalog.awaitKeys(bucket, "tuesday", "report.rtf");
    assertThat(object("report.rtf")).contains("Wind of Tuesday, &lt;b&gt;");
    object("small.pdf", SmallPdf.TEXT);
    catalog.awaitKeys(bucket, "wednesday", "small.pdf");
    assertThat(object("small.pdf")).contains("Sailing on Wednesday");
    HttpResponse<byte[]> first = get(address("/page", "small.pdf"));
    assertThat(first.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(ImageIO.read(new ByteArrayInputStream(first.body())).getWidth()).isEqualTo(800);
    assertThat(object("broken.pdf", "no PDF")).contains("alt=\"The first page\"", "not yet");
    assertThat(get(address("/page", "broken.pdf")).statusCode()).isEqualTo(415);
    assertThat(get(address("/page", "none.pdf")).statusCode()).isEqualTo(404);
  }
}
