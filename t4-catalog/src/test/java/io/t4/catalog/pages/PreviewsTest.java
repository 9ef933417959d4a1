package io.t4.catalog.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.catalog.CatalogUnderTest;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the page of an object shows of its content. */
class PreviewsTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  /** What would run or show if it were not escaped. */
  private static final String HOSTILE = "</code></script><img src=x onerror=\"alert(1)\">&lt;";

  @TempDir static Path data;
  @TempDir static Path lab;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static CatalogUnderTest catalog;
  private static String id;

  @BeforeAll
  static void start() throws IOException {
    String bucket = Location.directory(lab).toString();
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
}
