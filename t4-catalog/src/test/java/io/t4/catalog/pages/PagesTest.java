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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.HtmlUtils;

/** What the pages answer to a request, without a browser. */
class PagesTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  @TempDir static Path data;
  @TempDir static Path lab;

  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static CatalogUnderTest catalog;
  private static String id;

  @BeforeAll
  static void start() throws IOException {
    file("docs/a b+c.txt", "text");
    file("docs/back\\slash: colon.txt", "odd");
    file("docs/deep/er/d.html", "<script>1</script>");
    file("damaged.png", "no picture");
    Files.createDirectories(lab.resolve("empty"));
    BufferedImage picture = new BufferedImage(4_000, 3_000, BufferedImage.TYPE_BYTE_BINARY);
    ImageIO.write(picture, "png", lab.resolve("large.png").toFile());
    ImageIO.write(new BufferedImage(9, 9, 1), "tiff", lab.resolve("other.png").toFile());
    file("deep.json", "{\"a\":".repeat(490) + "[" + "1,".repeat(300_000) + "1]" + "}".repeat(490));
    file("deep.md", ">".repeat(40_000) + "\n\n" + "- ".repeat(4_000));
    file("links.md", "[a](<".repeat(190_000));
    file("table.md", "|a".repeat(2_000) + "\n" + "|-".repeat(2_000) + "\n" + "|\n".repeat(20_000));
    file("long.md", "word ".repeat(100_000));
    file(
        "deep.ipynb",
        "{\"cells\": [{\"cell_type\": \"markdown\", \"source\": \"%s\"}]}"
            .formatted(">".repeat(40_000)));
    String bucket = Location.directory(lab).toString();
    catalog =
        CatalogUnderTest.builder(List.of(bucket), Map.of()).search(SEARCH.uri()).data(data).start();
    id = catalog.bucket(bucket).id();
  }

  @AfterAll
  static void stop() {
    catalog.close();
  }

  private static void file(String key, String text) throws IOException {
    Path file = lab.resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static HttpResponse<byte[]> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(catalog.uri().resolve(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static String inBucket(String page, String name, String value) {
    return "/b/" + id + page + "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @Test
  void theHomeIsAPageForBrowsersAndDataForPrograms() throws Exception {
    assertThat(text(get("/", "Accept", BROWSER))).contains("<h1>Buckets</h1>");
    assertThat(text(get("/", "Accept", "*/*"))).startsWith("{").contains("/api/search?q=");
    assertThat(text(get("/"))).startsWith("{");
  }

  @Test
  void contentIsToBeKeptAndNeverRun() throws Exception {
    HttpResponse<byte[]> html = get(inBucket("/content", "key", "docs/deep/er/d.html"));
    assertThat(text(html)).isEqualTo("<script>1</script>");
    assertThat(header(html, "Content-Type")).isEqualTo("application/octet-stream");
    assertThat(header(html, "Content-Disposition")).startsWith("attachment;").contains("d.html");
    assertThat(header(html, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(html, "Content-Length")).isEqualTo("18");

    HttpResponse<byte[]> frame = get(inBucket("/frame", "key", "docs/deep/er/d.html"));
    assertThat(header(frame, "Content-Security-Policy"))
        .startsWith("sandbox; default-src 'none'")
        .contains("frame-ancestors 'self'");
  }

  @Test
  void pagesTakeNothingFromElsewhere() throws Exception {
    for (String path : List.of("/", "/search?q=x", "/b/" + id, inBucket("/files", "prefix", ""))) {
      HttpResponse<byte[]> page = get(path, "Accept", "text/html");
      assertThat(page.statusCode()).as(path).isEqualTo(200);
      assertThat(header(page, "Content-Security-Policy"))
          .as(path)
          .contains("default-src 'self'", "object-src 'none'", "frame-ancestors 'none'");
      assertThat(text(page)).as(path).doesNotContain("style=", "onclick=", "javascript:");
    }
  }

  /** As templates write a version that is null. */
  @ParameterizedTest
  @ValueSource(strings = {"/object", "/content", "/frame"})
  void anEmptyVersionIsNone(String page) throws Exception {
    String path = inBucket(page, "key", "docs/a b+c.txt") + "&version=";
    assertThat(get(path, "Accept", "text/html").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/b/nothing,                 404",
    "/b/nothing/files,           404",
    "/b/nothing/object?key=a,    404",
    "/b/nothing/content?key=a,   404",
    "/b/{id}/object?key=none,    404",
    "/b/{id}/object,             400",
    "/b/{id}/content?key=none,   404",
    "/b/{id}/content?key=../x,   404",
    "/b/{id}/picture?key=none,   404",
    "/b/{id}/frame?key=none,     404",
    "/b/{id}/files?from=x,       400",
    "/search?q=x&bucket=nothing, 404",
    "/search?q=x&from=y,         400",
  })
  void whatIsNotThereIsToldOnAPage(String path, int status) throws Exception {
    HttpResponse<byte[]> answer = get(path.replace("{id}", id), "Accept", "text/html");
    assertThat(answer.statusCode()).isEqualTo(status);
    String reason = status == 404 ? "Not Found" : "Bad Request";
    assertThat(text(answer))
        .contains("<main", "<title>" + reason + " · T4</title>", "<h1>" + reason + "</h1>")
        .doesNotContain("Exception", "io.t4");
  }

  @Test
  void unknownPagesAreToldToBrowsersAndPrograms() throws Exception {
    HttpResponse<byte[]> page = get("/nowhere/at/all", "Accept", BROWSER);
    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(text(page)).contains("<h1>Not Found</h1>", "There is no such page.");
    for (HttpResponse<byte[]> answer : List.of(get("/nowhere"), get("/nowhere", "Accept", "*/*"))) {
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(text(answer)).startsWith("{");
    }
  }

  @Test
  void whatIsOfferedForDownloadComes() throws Exception {
    for (String key : List.of("docs/a b+c.txt", "docs/back\\slash: colon.txt")) {
      String page = text(get(inBucket("/object", "key", key), "Accept", BROWSER));
      Matcher link = Pattern.compile("<a href=\"([^\"]+)\"[^>]*>Download</a>").matcher(page);
      assertThat(link.find()).as(page).isTrue();
      HttpResponse<byte[]> content = get(HtmlUtils.htmlUnescape(link.group(1)));
      assertThat(content.statusCode()).isEqualTo(200);
      assertThat(text(content)).isEqualTo(Files.readString(lab.resolve(key)));
    }
  }

  @Test
  void theWrongPlaceOfAQueryIsShown() throws Exception {
    for (String narrowed : List.of("", "&ext=.txt")) {
      assertThat(text(get("/search?q=size:thor" + narrowed, "Accept", BROWSER)))
          .as(narrowed)
          .contains("<span>size:</span><mark>t</mark><span>hor</span>");
    }
  }

  // 35
  @Test
  void namesInArchivesLeadNowhere() throws Exception {
    assertThat(FolderArchive.safe("../../a/./b//c")).isEqualTo("%2E%2E/%2E%2E/a/%2E/b/%/c");
    assertThat(Stream.of("a:b", "a\\b", "a_b", "a%3Ab").map(FolderArchive::safe))
        .doesNotHaveDuplicates();
    HttpResponse<byte[]> archive = get(inBucket("/archive", "prefix", "docs/"));
    assertThat(header(archive, "Content-Disposition")).contains("docs.zip");
    List<String> names = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive.body()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName() + " " + new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    assertThat(names)
        .containsExactly(
            "a b+c.txt text", "back%5Cslash%3A colon.txt odd", "deep/er/d.html <script>1</script>");
  }

  @Test
  void picturesAreMadeAnew() throws Exception {
    HttpResponse<byte[]> picture = get(inBucket("/picture", "key", "large.png"));
    assertThat(header(picture, "Content-Type")).isEqualTo("image/png");
    BufferedImage shown = ImageIO.read(new ByteArrayInputStream(picture.body()));
    assertThat(shown.getWidth()).isEqualTo(2_000);
    assertThat(get(inBucket("/picture", "key", "damaged.png")).statusCode()).isEqualTo(415);
    // Whatever its name says: readers of other formats may take any memory.
    assertThat(get(inBucket("/picture", "key", "other.png")).statusCode()).isEqualTo(415);
  }

  /** What would take a hundred times its size, or no end, is shown as it is. */
  @ParameterizedTest
  @ValueSource(strings = {"deep.json", "deep.md", "links.md", "table.md", "long.md", "deep.ipynb"})
  void contentThatIsHardToShowIsShownAsItIs(String key) throws Exception {
    HttpResponse<byte[]> page = get(inBucket("/object", "key", key), "Accept", "text/html");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body().length).isLessThan(12_000_000);
  }
}
