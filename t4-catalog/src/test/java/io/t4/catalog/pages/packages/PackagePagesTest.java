package io.t4.catalog.pages.packages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.t4.catalog.CatalogUnderTest;
import io.t4.packages.DataPackage;
import io.t4.packages.PackageRegistry;
import io.t4.packages.PackageUri;
import io.t4.packages.PushOptions;
import io.t4.sandbox.SandboxExtension;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.util.HtmlUtils;

/** What the pages of packages answer to a request, without a browser. */
class PackagePagesTest {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String SECRET = "what nobody but the machine's owner may read";

  @TempDir static Path data;
  @TempDir static Path lab;
  @TempDir static Path outside;

  private static T4Session session;
  private static CatalogUnderTest catalog;
  private static String id;
  private static String remoteId;
  private static String first;
  private static String second;
  private static String pinned;
  private static String hostile;

  @BeforeAll
  static void start() throws IOException {
    session =
        T4Session.builder()
            .configDirectory(data.resolve("config"))
            .cacheDirectory(data.resolve("cache"))
            .endpoint(SANDBOX.endpoint().toString())
            .build();
    String local = Location.directory(lab).toString();
    String remote = "s3://" + SANDBOX.newBucket();
    PackageRegistry registry = PackageRegistry.open(local, session);
    DataPackage storms =
        DataPackage.create(session)
            .set(
                "README.md", "# Storms\n\nSee [May](data/may.csv). ![map](map.png)".getBytes(UTF_8))
            .set("data/may.csv", "day,wind\n1,17\n2,18\n".getBytes(UTF_8), Map.of("gauge", "north"))
            .set("map.png", new byte[] {1, 2, 3})
            .set("old.txt", "old".getBytes(UTF_8))
            .setMeta(Map.of("season", "spring"))
            .setMeta("data/", Map.of("instrument", "anemometer"));
    storms.push("team/storms", registry, PushOptions.withMessage("first storms"));
    first = registry.latest("team/storms");
    registry
        .browse("team/storms")
        .set("data/may.csv", "day,wind\n1,17\n2,21\n".getBytes(UTF_8))
        .set("data/june.csv", "day,wind\n".getBytes(UTF_8))
        .delete("old.txt")
        .setMeta(Map.of("season", "summer"))
        .push("team/storms", registry, PushOptions.withMessage("second <b>day</b>"));
    second = registry.latest("team/storms");

    DataPackage.create(session)
        .set("a b+c/thor & loki.txt", "thunder".getBytes(UTF_8))
        .push(
            "team/pinned",
            PackageRegistry.open(remote, session),
            PushOptions.withMessage("in a bucket"));
    pinned = PackageRegistry.open(remote, session).latest("team/pinned");

    Files.writeString(outside.resolve("secret.md"), SECRET);
    String secret = outside.resolve("secret.md").toUri().toString();
    hostile =
        new WrittenManifest("{\"version\": \"v0\", \"message\": [1], \"user_meta\": 3}")
            .entry("README.md", secret, SECRET.length())
            .entry("a.txt", local + "/../" + outside.getFileName() + "/secret.md", SECRET.length())
            .entry("b.txt", "s3://elsewhere/key?versionId=x", 3)
            .entry("c.txt", "file:///etc/passwd", Long.MAX_VALUE)
            .entry("d.png", secret, Long.MAX_VALUE)
            .entry("e.txt", "s3://b/" + "x".repeat(100_000), 3)
            .entry("f.txt", local + "/nothing.txt", 3)
            .entry("n".repeat(100_000), secret, 3)
            .publish(lab, "hostile/places", session);
    new WrittenManifest("{\"version\": \"v0\"}")
        .entry("a.txt", "file:///etc/passwd", 9)
        .publish(lab, "hostile/other", session);
    for (int i = 0; i < PackagesPage.PAGE + 20; i++) {
      Path pointers = lab.resolve(".quilt/named_packages/many/p%03d".formatted(i));
      Files.writeString(Files.createDirectories(pointers).resolve("latest"), first);
    }
    catalog =
        CatalogUnderTest.builder(List.of(local, remote), Map.of())
            .search(SEARCH.uri())
            .endpoint(SANDBOX.endpoint())
            .data(data.resolve("catalog"))
            .start();
    id = catalog.bucket(local).id();
    remoteId = catalog.bucket(remote).id();
    catalog.awaitComparison(local);
    catalog.awaitComparison(remote);
    catalog.bucket(local).index().refresh();
    catalog.bucket(remote).index().refresh();
    // What can't be indexed is tried for a while.
    new WrittenManifest("{\"version\": \"v0\"}")
        .line("{\"logical_key\": ")
        .publishAs(lab, "damaged/line", "1".repeat(64));
    new WrittenManifest("{\"version\": \"v0\"}").publishAs(lab, "damaged/hash", "2".repeat(64));
    Files.writeString(
        Files.createDirectories(lab.resolve(".quilt/named_packages/damaged/pointer"))
            .resolve("latest"),
        "nothing");
  }

  @AfterAll
  static void stop() {
    if (catalog != null) {
      catalog.close();
    }
    if (session != null) {
      session.close();
    }
  }

  private static HttpResponse<String> answer(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(catalog.uri().resolve(path)).header("Accept", "text/html").build();
    return HTTP.send(request, BodyHandlers.ofString());
  }

  private static String page(String path) throws Exception {
    HttpResponse<String> answer = answer(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  /** With what it is called with, in pairs. */
  private static String in(String bucket, String page, String... parameters) {
    StringBuilder path = new StringBuilder("/b/" + bucket + page);
    for (int i = 0; i < parameters.length; i += 2) {
      path.append(i == 0 ? '?' : '&')
          .append(parameters[i])
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], UTF_8));
    }
    return path.toString();
  }

  /** The address behind a link's text. */
  private static String link(String page, String text) {
    Matcher link =
        Pattern.compile(
                "href=\"([^\"]*)\"[^>]*>\\s*" + Pattern.quote(HtmlUtils.htmlEscape(text)) + "<")
            .matcher(page);
    assertThat(link.find()).as("a link '%s' in %s", text, page).isTrue();
    return HtmlUtils.htmlUnescape(link.group(1));
  }

  @Test
  void thePackagesOfABucketAreListedByName() throws Exception {
    String page = page(in(id, "/packages", "starts", "team/"));
    assertThat(page)
        .contains("team/storms", "second &lt;b&gt;day&lt;/b&gt;", ">2</a>")
        .doesNotContain("many/", "Next page");
    assertThat(page(link(page(in(id, "")), "Packages"))).contains("many/p000");

    String begin = page(in(id, "/packages", "starts", "many/"));
    assertThat(begin).contains("many/p000", "many/p099").doesNotContain("many/p100", "First page");
    String rest = page(link(begin, "Next page"));
    assertThat(rest).contains("many/p100", "many/p119").doesNotContain("many/p099", "Next page");
    assertThat(page(in(id, "/packages", "starts", "none/"))).contains("No package is here");
    assertThat(page(in(remoteId, "/packages"))).contains("team/pinned", "in a bucket");
  }

  @Test
  void aRevisionTellsWhatItIs() throws Exception {
    String page = page(link(page(in(id, "/packages", "starts", "team/")), "team/storms"));
    assertThat(page)
        .contains("second &lt;b&gt;day&lt;/b&gt;", "&quot;summer&quot;", second, "published")
        .contains("<h1>Storms</h1>", "2 entries", "README.md")
        .doesNotContain("old.txt", "elsewhere");
    assertThat(page(in(id, "/package", "name", "team/storms", "hash", first.substring(0, 9))))
        .contains("first storms", "old.txt", "&quot;spring&quot;", "1 entry");

    String data = page(link(page, "data/"));
    assertThat(data).contains("june.csv", "may.csv", "anemometer").doesNotContain("<h1>Storms");
    assertThat(page(in(id, "/package", "name", "team/storms", "path", "data", "starts", "j")))
        .contains("june.csv")
        .doesNotContain("may.csv");
    assertThat(page(link(data, "may.csv"))).contains("2,21");
    assertThat(page(link(data, "Details"))).contains("june.csv", "sha2-256-chunked");
    // Links of the README stay in the revision.
    String may = page(link(page, "May"));
    assertThat(may).contains(second, "<td>21</td>", "All revisions");
    assertThat(
            page(in(id, "/package", "name", "team/storms", "hash", first, "path", "data/may.csv")))
        .contains("<td>18</td>", "&quot;north&quot;");
    Matcher picture = Pattern.compile("src=\"([^\"]*/package/picture[^\"]*)\"").matcher(page);
    assertThat(picture.find()).isTrue();
    HttpResponse<String> led = answer(HtmlUtils.htmlUnescape(picture.group(1)));
    assertThat(led.statusCode()).isEqualTo(302);
    assertThat(led.headers().firstValue("Location").orElse("")).contains("/picture?key=");
  }

  @Test
  void entriesLeadToTheirVersions() throws Exception {
    String page = page(in(remoteId, "/package", "name", "team/pinned", "path", "a b+c/"));
    String object = link(page, "thor & loki.txt");
    String version =
        PackageRegistry.open(catalog.bucket(remoteId).uri(), session)
            .browse("team/pinned")
            .get("a b+c/thor & loki.txt")
            .physicalKey()
            .versionId();
    assertThat(version).isNotNull();
    assertThat(object).contains("/b/" + remoteId + "/object?", "version=" + version);
    assertThat(page(object)).contains("thunder");
    assertThat(page(in(remoteId, "/package", "name", "team/pinned"))).contains(pinned);
  }

  @Test
  void revisionsAreListedAndCompared() throws Exception {
    String page = page(in(id, "/package/revisions", "name", "team/storms"));
    assertThat(page)
        .contains("first storms", "second &lt;b&gt;day&lt;/b&gt;", "name=\"from\"", "name=\"to\"")
        .containsOnlyOnce("<strong>latest</strong>");
    assertThat(page.indexOf(second)).isLessThan(page.indexOf(first));

    String diff = page(in(id, "/package/diff", "name", "team/storms", "from", first, "to", second));
    assertThat(text(diff))
        .contains("1 added, 1 removed, 1 changed")
        .contains("data/june.csv added", "old.txt removed", "data/may.csv changed content")
        .contains("- \"season\" : \"spring\" + \"season\" : \"summer\"");
    String content = text(page(link(diff, "data/may.csv")));
    assertThat(content).contains("Content of data/may.csv", "-2,18", "+2,21", " 1,17");
    assertThat(text(page(link(diff, "The other way round")))).contains("data/june.csv removed");
    assertThat(
            text(page(in(id, "/package/diff", "name", "team/storms", "from", first, "to", first))))
        .contains("0 added, 0 removed, 0 changed", "It is the same.");
  }

  /** What somebody reads, without tags. */
  private static String text(String page) {
    return HtmlUtils.htmlUnescape(page.replaceAll("<[^>]*>", " "))
        .replaceAll("\\s+", " ")
        .replace(" ,", ",");
  }

  @ParameterizedTest
  @CsvSource({
    "/b/nothing/packages,                                        404",
    "/b/nothing/package?name=team/storms,                        404",
    "/b/nothing/package/revisions?name=team/storms,              404",
    "/b/nothing/package/diff?name=team/storms&from=x&to=y,       404",
    "/b/nothing/package/picture?name=team/storms&path=map.png,   404",
    "/b/{id}/package,                                            400",
    "/b/{id}/package?name=team/none,                             404",
    "/b/{id}/package?name=none,                                  400",
    "/b/{id}/package?name=../../x/y,                             400",
    "/b/{id}/package?name=team/storms&hash=xyz,                  400",
    "/b/{id}/package?name=team/storms&hash=000000,               404",
    "/b/{id}/package?name=team/storms&hash={zeros},              404",
    "/b/{id}/package?name=team/storms&path=none.txt,             404",
    "/b/{id}/package?name=team/storms&path=none/,                404",
    "/b/{id}/package?name=damaged/line,                          502",
    "/b/{id}/package?name=damaged/hash,                          502",
    "/b/{id}/package?name=damaged/pointer,                       502",
    "/b/{id}/package/revisions?name=team/none,                   404",
    "/b/{id}/package/diff?name=team/storms,                      400",
    "/b/{id}/package/diff?name=team/storms&from={zeros}&to={second},       404",
    "/b/{id}/package/diff?name=team/storms&from={first}&to={ones},         502",
    "/b/{id}/package/diff?name=team/storms&from={first}&to={second}&entry=map.png, 404",
    "/b/{id}/package/picture?name=team/storms&path=none.png,     404",
    "/search/packages?bucket=nothing,                            404",
    "/search/packages?from=x,                                    400",
  })
  void whatIsNotThereIsToldOnAPage(String path, int status) throws Exception {
    HttpResponse<String> answer =
        answer(
            path.replace("{id}", id)
                .replace("{zeros}", "0".repeat(64))
                .replace("{ones}", "1".repeat(64))
                .replace("{first}", first)
                .replace("{second}", second));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body())
        .contains("<main")
        .doesNotContain("Exception", "io.t4", "defect", "&lt;title");
  }

  @Test
  void whatIsDamagedIsNamed() throws Exception {
    assertThat(answer(in(id, "/package", "name", "damaged/line")).body())
        .contains("damaged/line@" + "1".repeat(64), "Line 2 of the manifest");
    assertThat(answer(in(id, "/package", "name", "damaged/hash")).body())
        .contains("damaged/hash@" + "2".repeat(64), "its content has the top hash");
  }

  /** A manifest may name any file of the server's machine: none but those of buckets is opened. */
  @Test
  void nothingOutsideOfBucketsIsRead() throws Exception {
    String page = page(in(id, "/package", "name", "hostile/places"));
    assertThat(page)
        .contains(
            "lies elsewhere",
            "file:///etc/passwd",
            "s3://elsewhere/key",
            "1</span> more have names")
        .contains("README.md: <span>Its content is in no bucket")
        .doesNotContain("x".repeat(5_000), "n".repeat(5_000));
    List<String> bodies = new ArrayList<>(List.of(page));
    for (String entry : List.of("README.md", "a.txt", "b.txt", "c.txt", "d.png", "e.txt")) {
      String view = page(in(id, "/package", "name", "hostile/places", "path", entry));
      assertThat(view).as(entry).contains("in no bucket that you may see");
      bodies.add(view);
    }
    assertThat(page(in(id, "/package", "name", "hostile/places", "path", "f.txt")))
        .contains("The object is not there any more.");
    HttpResponse<String> picture =
        answer(in(id, "/package/picture", "name", "hostile/places", "path", "d.png"));
    assertThat(picture.statusCode()).isEqualTo(404);
    bodies.add(picture.body());
    String other = PackageRegistry.open(catalog.bucket(id).uri(), session).latest("hostile/other");
    String diff =
        page(
            in(
                id,
                "/package/diff",
                "name",
                "hostile/places",
                "from",
                hostile,
                "to",
                other,
                "entry",
                "a.txt"));
    assertThat(diff).contains("Texts in UTF-8 of up to 256 KiB in buckets that you may see");
    bodies.add(diff);
    assertThat(String.join("", bodies)).doesNotContain(SECRET, "root:");
  }

  @Test
  void packagesAreFoundAndLeadToObjectsAndBack() throws Exception {
    String page = page("/search/packages?q=name:team/storms");
    assertThat(page).contains("team/storms", "1</span> found", "Search for objects instead");
    assertThat(page(link(page, "team/storms"))).contains(second);
    assertThat(page(link(page, "Search for objects instead"))).contains("Search for packages inst");
    assertThat(page("/search/packages?bucket=" + remoteId))
        .contains("team/pinned")
        .doesNotContain("team/storms");
    assertThat(page("/search/packages?q=" + URLEncoder.encode("latest:false spring", UTF_8)))
        .contains("hash=" + first);
    assertThat(page("/search/packages?q=%28")).contains("role=\"alert\"");
    assertThat(page("/search/packages?q=storms&workflow=none")).contains("0</span> found");
  }

  /** Entries that nobody has sorted are listed, but not compared. */
  @Test
  void manifestsOutOfOrderAreListedAndNotCompared() throws Exception {
    String topHash =
        new WrittenManifest("{\"version\": \"v0\"}")
            .entry("z.txt", "s3://elsewhere/z", 1)
            .entry("a.txt", "s3://elsewhere/a", 1)
            .publish(lab, "hostile/order", session);
    assertThat(page(in(id, "/package", "name", "hostile/order")))
        .containsSubsequence("a.txt", "z.txt");
    HttpResponse<String> diff =
        answer(in(id, "/package/diff", "name", "hostile/order", "from", topHash, "to", first));
    assertThat(diff.statusCode()).isEqualTo(502);
    assertThat(text(diff.body())).contains("'a.txt' is not behind 'z.txt'", "'t4 diff' may do it");
  }

  @Test
  void aPackageOfAHundredThousandEntriesHasPages() throws Exception {
    WrittenManifest manifest = new WrittenManifest("{\"version\": \"v0\", \"message\": \"large\"}");
    for (int i = 0; i < 100_000; i++) {
      manifest.entry(
          i < 90_000 ? "deep/d%02d/%05d.csv".formatted(i / 1_000, i) : "f%05d.csv".formatted(i),
          "s3://elsewhere/measured/%05d.csv?versionId=v%d".formatted(i, i),
          3);
    }
    manifest.publish(lab, "large/package", session);
    String page = page(in(id, "/package", "name", "large/package"));
    assertThat(text(page)).contains("100\u202f000 entries", "90\u202f000 entries");
    assertThat(page).contains("deep/", "f90198.csv").doesNotContain("f90199.csv");
    assertThat(page(link(page, "Next page"))).contains("f90199.csv", "f90398.csv");
    assertThat(page(in(id, "/package", "name", "large/package", "path", "deep/d89/")))
        .contains("89000.csv", "89199.csv")
        .doesNotContain("89200.csv");
  }

  @Test
  void codeIsWhatThePublicApiAndTheCommandLineTake() throws Exception {
    Location registry = Location.bucket("s3", "lab");
    for (String name : List.of("team/storms", "-a/--b", "tëam/日本")) {
      for (String hash : new String[] {null, first}) {
        Map<String, String> code = PackageSnippets.of(registry, name, hash);
        assertThat(compile(Objects.requireNonNull(code.get("Java")))).isEmpty();
        Matcher shell =
            Pattern.compile("t4 install '?([^' ]*)'? --dest (\\S+)\nt4 browse .*\nt4 verify .*")
                .matcher(Objects.requireNonNull(code.get("Shell")));
        assertThat(shell.matches()).as("%s", code.get("Shell")).isTrue();
        PackageUri uri = PackageUri.parse(shell.group(1));
        assertThat(uri.name()).isEqualTo(name);
        assertThat(uri.hash()).isEqualTo(hash);
        assertThat(uri.registry()).isEqualTo(registry);
        assertThat(shell.group(2).replace("'", ""))
            .isEqualTo("./" + name.substring(name.indexOf('/') + 1));
      }
    }
    assertThat(compile("int x = no;")).isNotEmpty();
    assertThat(HtmlUtils.htmlUnescape(page(in(id, "/package", "name", "team/storms"))))
        .contains("InstallOptions.latest()", "t4 install 'quilt+file://");
  }

  /** What the compiler has against it. */
  private static List<String> compile(String snippet) throws IOException {
    StringBuilder imports = new StringBuilder();
    StringBuilder body = new StringBuilder();
    snippet.lines().forEach(l -> (l.startsWith("import ") ? imports : body).append(l).append('\n'));
    String source = imports + "class Snippet { void run() {\n" + body + "}}";
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, UTF_8)) {
      JavaFileObject file =
          new SimpleJavaFileObject(
              URI.create("string:///Snippet.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
              return source;
            }
          };
      compiler
          .getTask(
              null, files, found, List.of("-proc:none", "-d", data.toString()), null, List.of(file))
          .call();
    }
    return found.getDiagnostics().stream().map(Object::toString).toList();
  }
}
