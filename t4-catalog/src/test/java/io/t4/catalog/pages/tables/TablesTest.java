package io.t4.catalog.pages.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.catalog.CatalogUnderTest;
import io.t4.catalog.settings.TableSettings;
import io.t4.sandbox.SandboxExtension;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Content;
import io.t4.storage.Location;
import io.t4.storage.ObjectStore;
import io.t4.storage.WriteOptions;
import io.t4.storage.local.Scratch;
import io.t4.tabular.FileQuery;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole tables and SQL, as a program without scripts sees them. */
class TablesTest {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  /** A request of its own and the unpacking of DuckDB's library, on a slow machine. */
  private static final Duration LIMIT = Duration.ofSeconds(8);

  private static final Pattern ROW = Pattern.compile("<tr>(?:<td>[^<]*</td>)+</tr>");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir static Path data;
  @TempDir static Path lab;
  @TempDir static Path other;

  private static CatalogUnderTest catalog;
  private static String id;
  private static String cloud;

  @BeforeAll
  static void start() throws IOException {
    StringBuilder storms = new StringBuilder("day,speed,note\n");
    for (int i = 0; i < 5_000; i++) {
      storms.append(
          "2026-%02d-%02d,%d,note %d\n".formatted(1 + i % 12, 1 + i % 28, i * 7 % 5_000, i));
    }
    file("storms.csv", storms + "2026-12-31,unknown,<script>canary()</script>\n");
    try (OutputStream gzip =
        new GZIPOutputStream(Files.newOutputStream(lab.resolve("storms.tsv.gz")))) {
      gzip.write(storms.toString().replace(',', '\t').getBytes(StandardCharsets.UTF_8));
    }
    file("gods.jsonl", "{\"name\": \"thor\", \"age\": 3}\n{\"name\": \"loki\", \"age\": 20}\n");
    file("damaged.parquet", "PAR1 and no more");
    file("hostile.csv", "\"<img src=x onerror=alert(1)>\",b\n\"<b>\",\"';DROP TABLE x;--\"\nx,y\n");
    file("odd names/a'b \"c\" & ünicode.csv", "a\n1\n");
    file("notes.txt", "no table");
    Files.writeString(other.resolve("secret.csv"), "password\nrunes\n");
    Workbook.write(
        lab.resolve("storms.xlsx"),
        "",
        "<row r='1'><c r='A1' t='inlineStr'><is><t>day</t></is></c><c r='B1' t='inlineStr'><is><t>speed</t></is></c></row>"
            + "<row r='2'><c r='A2' s='1'><v>46143</v></c><c r='B2'><v>12.5</v></c></row>"
            + "<row r='3'><c r='A3' s='1'><v>46144</v></c><c r='B3'><v>100</v></c><c r='D3' t='inlineStr'><is><t>far</t></is></c></row>"
            + "<row r='4'><c r='B4'><v>9</v></c></row>");
    file("broken.xlsx", "no archive");
    Files.writeString(other.resolve("entity"), "runes");
    Workbook.write(
        lab.resolve("entity.xlsx"),
        "<!DOCTYPE worksheet [<!ENTITY x SYSTEM '%s'>]>".formatted(other.resolve("entity").toUri()),
        "<row r='1'><c r='A1' t='inlineStr'><is><t>a&x;</t></is></c></row><row r='2'><c r='A2'><v>1</v></c></row>");
    cloud = "s3://" + SANDBOX.newBucket();
    String bucket = Location.directory(lab).toString();
    catalog =
        CatalogUnderTest.builder(
                List.of(bucket, Location.directory(other).toString(), cloud),
                Map.of("tables.time-limit", LIMIT.toSeconds() + "s"))
            .search(SEARCH.uri())
            .endpoint(SANDBOX.endpoint())
            .data(data)
            .start();
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

  /** A page, with what it says and shows. */
  private record Page(int status, String html) {
    List<List<String>> rows() {
      List<List<String>> rows = new ArrayList<>();
      Matcher row = ROW.matcher(html);
      while (row.find()) {
        rows.add(
            Stream.of(row.group().replaceAll("</?tr>", "").split("</td>"))
                .map(cell -> cell.replaceAll("<[^>]*>", ""))
                .toList());
      }
      return rows;
    }

    List<String> column(int number) {
      return rows().stream().map(row -> row.get(number - 1)).toList();
    }

    String problem() {
      Matcher problem =
          Pattern.compile("class=\"problem\" role=\"alert\"[^>]*>([^<]*)<").matcher(html);
      return problem.find()
          ? problem.group(1).replace("&#39;", "'").replace("&quot;", "\"").replace("&gt;", ">")
          : "";
    }
  }

  private static Page table(String bucket, String key, String... parameters) throws Exception {
    return page(address("/b/" + bucket + "/table", "key", key), parameters);
  }

  private static Page query(String sql) throws Exception {
    return page(address("/b/" + id + "/query", "sql", sql));
  }

  private static String address(String path, String name, String value) {
    return path
        + (path.contains("?") ? '&' : '?')
        + name
        + '='
        + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static Page page(String path, String... parameters) throws Exception {
    String address = path;
    for (int i = 0; i < parameters.length; i += 2) {
      address = address(address, parameters[i], parameters[i + 1]);
    }
    HttpResponse<byte[]> answer = get(address);
    return new Page(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
  }

  private static HttpResponse<byte[]> get(String address) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(catalog.uri().resolve(address))
            .header("Accept", "text/html")
            .build();
    return HTTP.send(request, BodyHandlers.ofByteArray());
  }

  @Test
  void theBeginningIsThereAndTheRestInPages() throws Exception {
    Page first = table(id, "storms.csv");
    assertThat(first.rows()).hasSize(100);
    assertThat(first.column(3)).startsWith("note 0").endsWith("note 99");
    assertThat(first.html()).contains("Next rows", "from=100");
    Page last = table(id, "storms.csv", "from", "4950");
    assertThat(last.rows()).hasSize(51);
    assertThat(last.column(3))
        .startsWith("note 4950")
        .endsWith("&lt;script&gt;canary()&lt;/script&gt;");
    assertThat(last.html()).doesNotContain("Next rows").contains("Previous rows");
  }

  @Test
  void allOfItIsSortedAndFiltered() throws Exception {
    Page largest = table(id, "storms.csv", "sort", "-2");
    assertThat(largest.column(2)).startsWith("4999", "4998").endsWith("4900");
    assertThat(largest.html()).contains("aria-sort=\"descending\"", "BIGINT");
    assertThat(table(id, "storms.csv", "sort", "2", "from", "5000").column(2))
        .containsExactly("unknown");
    Page some =
        table(
            id,
            "storms.csv",
            "column",
            "2",
            "is",
            "less",
            "value",
            "10",
            "column",
            "3",
            "is",
            "contains",
            "value",
            "NOTE 7",
            "column",
            "1",
            "is",
            "equal",
            "value",
            "");
    assertThat(some.column(2)).isNotEmpty().allMatch(speed -> Integer.parseInt(speed) < 10);
    assertThat(some.column(3)).allMatch(note -> note.startsWith("note 7"));
    assertThat(table(id, "storms.csv", "column", "3", "is", "equal", "value", "a,b").rows())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"storms.tsv.gz", "gods.jsonl", "storms.xlsx"})
  void otherFormatsAreTablesToo(String key) throws Exception {
    Page page = table(id, key, "sort", "-2");
    assertThat(page.status()).as(page.problem()).isEqualTo(200);
    assertThat(page.rows().get(0).get(1)).isIn("4999", "20", "100");
    Page object = page(address("/b/" + id + "/object", "key", key));
    assertThat(object.html()).contains("hx-get=\"/b/" + id + "/table?key=", "Show as a table");
  }

  @Test
  void workbooksHaveDatesAndAllTheirCells() throws Exception {
    assertThat(table(id, "storms.xlsx").rows())
        .containsExactly(
            List.of("2026-05-01", "12.5", "", ""),
            List.of("2026-05-02", "100", "", "far"),
            List.of("", "9", "", ""));
    assertThat(table(id, "broken.xlsx").problem()).contains("no Excel workbook");
    assertThat(table(id, "entity.xlsx").html()).doesNotContain("runes");
  }

  @Test
  void columnsAreSummarized() throws Exception {
    String html = table(id, "storms.csv", "summary", "yes").html().replaceAll("\\s+", " ");
    assertThat(html)
        .contains(
            "<th scope=\"row\">speed</th> <td>BIGINT</td> <td class=\"number\">5\u202F001</td>"
                + " <td class=\"number\">0</td> <td class=\"number\">1</td>")
        .contains("<td class=\"number\">2499.5</td>");
  }

  @Test
  void hostileContentStaysText() throws Exception {
    for (String sort : List.of("0", "1")) {
      Page page = table(id, "hostile.csv", "sort", sort, "summary", "yes");
      assertThat(page.status()).as(page.problem()).isEqualTo(200);
      assertThat(page.html())
          .contains("&lt;img src=x onerror=alert(1)&gt;", "&lt;b&gt;")
          .doesNotContain("<img", "<b>");
    }
    Page odd = table(id, "odd names/a'b \"c\" & ünicode.csv", "sort", "1");
    assertThat(odd.column(1)).containsExactly("1");
    assertThat(query("SELECT a + 1 FROM 'odd names/a''b \"c\" & ünicode.csv'").column(1))
        .containsExactly("2");
  }

  @Test
  void whatCanNotBeShownIsSaid() throws Exception {
    assertThat(table(id, "damaged.parquet").status()).isEqualTo(422);
    assertThat(table(id, "damaged.parquet").problem()).doesNotContain(lab.toString()).isNotEmpty();
    assertThat(table(id, "notes.txt").problem()).contains("'notes.txt' is not read as a table");
    assertThat(table(id, "storms.csv", "sort", "9").problem()).contains("no column 9");
    Page text = table(id, "storms.csv", "column", "2", "is", "less", "value", "fast");
    assertThat(text.status()).isEqualTo(400);
    assertThat(text.problem()).contains("'fast' can't be compared", "'speed'");
    assertThat(table(id, "storms.csv", "column", "1", "is", "like", "value", "x").status())
        .isEqualTo(400);
    assertThat(table(id, "storms.csv", "column", "x", "is", "less", "value", "x").status())
        .isEqualTo(400);
    assertThat(table(id, "none.csv").status()).isEqualTo(404);
    assertThat(table("nothing", "storms.csv").status()).isEqualTo(404);
  }

  @Test
  void statementsReadFilesOfTheBucket() throws Exception {
    Page page =
        query(
            "SELECT name, age * 2, (SELECT count(*) FROM 'storms.tsv.gz') FROM \"gods.jsonl\" ORDER BY age DESC; ");
    assertThat(page.status()).as(page.problem()).isEqualTo(200);
    assertThat(page.rows())
        .containsExactly(List.of("loki", "40", "5000"), List.of("thor", "6", "5000"));
    Page many = query("SELECT * FROM 'storms.csv'");
    assertThat(many.rows()).hasSize(1_000);
    assertThat(many.html()).contains("a download has all");
    assertThat(query("SELECT day FROM 'storms.xlsx' WHERE speed = 100").column(1))
        .containsExactly("2026-05-02");
    assertThat(query("").status()).isEqualTo(200);
  }

  @Test
  void resultsAreDownloaded() throws Exception {
    String path = address("/b/" + id + "/query/result", "sql", "SELECT * FROM 'storms.csv'");
    HttpResponse<byte[]> csv = get(path + "&format=csv");
    assertThat(csv.headers().firstValue("Content-Disposition"))
        .hasValueSatisfying(value -> assertThat(value).contains("attachment", "result.csv"));
    assertThat(new String(csv.body(), StandardCharsets.UTF_8).lines()).hasSize(5_002);
    HttpResponse<byte[]> parquet = get(path + "&format=parquet");
    assertThat(parquet.body()).startsWith('P', 'A', 'R', '1').endsWith('P', 'A', 'R', '1');
    Page wrong =
        page(
            address("/b/" + id + "/query/result", "sql", "SELECT x FROM 'storms.csv'")
                + "&format=csv");
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.problem()).contains("\"x\" not found");
    assertThat(get(path + "&format=exe").statusCode()).isEqualTo(400);
  }

  @Test
  void mistakesHaveTheirPlace() throws Exception {
    assertThat(query("SELECT nme FROM 'gods.jsonl'").problem())
        .contains("\"nme\" not found", "LINE 1: SELECT nme FROM 'gods.jsonl'");
    assertThat(query("SELEC 1").problem()).contains("can't be parsed", "at character");
    assertThat(query("SELECT * FROM 'none.csv'").problem())
        .contains("no file 'none.csv' in this bucket");
    assertThat(query("SELECT * FROM 'notes.txt'").problem()).contains("is no table");
    assertThat(query("SELECT " + "1,".repeat(3_000) + "1").problem()).contains("characters");
  }

  /** Nothing but the tables of this bucket is within reach. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_blob('/proc/self/environ')",
        "SELECT * FROM '/etc/passwd.csv'",
        "SELECT * FROM '../../secret.csv'",
        "SELECT * FROM '{other}/secret.csv'",
        "SELECT * FROM 'file://{other}/secret.csv'",
        "SELECT * FROM 'secret.csv'",
        "SELECT * FROM '*.csv'",
        "SELECT * FROM glob('/**')",
        "SELECT * FROM 'http://127.0.0.1:{port}/x.csv'",
        "SELECT * FROM query('SELECT 1')",
        "SELECT * FROM duckdb_secrets()",
        "SELECT getenv('PATH')",
        "COPY 'gods.jsonl' TO '{other}/stolen.csv'",
        "COPY (SELECT 1) TO '{other}/stolen.csv'",
        "SELECT 1) TO '{other}/stolen.csv' (FORMAT csv); --",
        "ATTACH '{other}/x.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "PRAGMA enable_external_access",
        "CREATE TABLE x AS SELECT 1",
        "EXPORT DATABASE '{other}'",
        "SELECT 1; COPY (SELECT 1) TO '{other}/stolen.csv'",
      })
  void nothingElseIsWithinReach(String sql) throws Exception {
    String statement =
        sql.replace("{other}", other.toString())
            .replace("{port}", Integer.toString(catalog.uri().getPort()));
    Page page = query(statement);
    assertThat(page.status()).isEqualTo(400);
    assertThat(page.problem()).isNotEmpty().doesNotContain("runes", "root:");
    Page download = page(address("/b/" + id + "/query/result", "sql", statement) + "&format=csv");
    assertThat(download.status()).isEqualTo(400);
    assertThat(download.problem()).isEqualTo(page.problem());
    try (Stream<Path> files = Files.list(other)) {
      assertThat(files)
          .containsExactlyInAnyOrder(other.resolve("secret.csv"), other.resolve("entity"));
    }
  }

  @Test
  void whatNeverEndsIsEndedAndTheNextOneAnswers() throws Exception {
    query("SELECT 1");
    Tables tables = catalog.part(Tables.class);
    List<Long> before = tables.idleWorkers();
    assertThat(before).hasSize(1);
    Page late = query("SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b");
    assertThat(late.status()).isEqualTo(503);
    assertThat(late.problem()).contains("longer than " + LIMIT.toSeconds());
    assertThat(ProcessHandle.of(before.get(0))).isEmpty();
    assertThat(query("SELECT 41 + 1").column(1)).containsExactly("42");
    assertThat(tables.idleWorkers()).hasSize(1).doesNotContainAnyElementsOf(before);
    requireNothingLeft();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT list(a.range || 'some more text') FROM range(100000000) a",
        "SELECT length(string_agg(repeat('x', 100000), '')) FROM range(30000)",
        "SELECT a.range, hash(a.range), count(*) FROM range(400000000) a GROUP BY ALL ORDER BY 2",
      })
  void whatTakesTooMuchIsEndedAndTheNextOneAnswers(String sql) throws Exception {
    Page page = query(sql);
    assertThat(page.status()).isIn(422, 503);
    assertThat(page.problem()).containsAnyOf("memory", "Memory", "longer than", "disk");
    assertThat(query("SELECT 41 + 1").column(1)).containsExactly("42");
    requireNothingLeft();
  }

  /** Beside the directories of workers and copies that are kept, no file is there. */
  private static void requireNothingLeft() throws IOException {
    Tables tables = catalog.part(Tables.class);
    try (Scratch probe = Scratch.file("");
        Stream<Path> files = Files.list(probe.path().getParent())) {
      List<Path> found =
          files
              .filter(file -> !file.equals(probe.path()) && !file.endsWith("lock"))
              .filter(Files::isDirectory)
              .toList();
      assertThat(found).hasSize(tables.idleWorkers().size());
    }
  }

  @Test
  void resultsThatAreTooLargeAreGivenUp() throws Exception {
    TableSettings small =
        new TableSettings(1, 256, Duration.ofSeconds(60), 1 << 20, 1 << 20, 1 << 20);
    Tables tables = new Tables(small);
    try {
      assertThatThrownBy(
              () -> {
                try (Scratch unexpected =
                    tables.export(
                        catalog.bucket(id),
                        "SELECT random() FROM range(50000000)",
                        FileQuery.Export.CSV)) {
                  assertThat(unexpected.path()).doesNotExist();
                }
              })
          .isInstanceOf(TableException.class)
          .hasMessageContaining("larger than 1048576 bytes");
      ObjectStore store = catalog.bucket(cloud).store();
      store.put("large.csv", Content.of(new byte[(1 << 20) + 1]), WriteOptions.NONE);
      assertThatThrownBy(() -> tables.summary(catalog.bucket(cloud), store.stat("large.csv", null)))
          .isInstanceOf(TableException.class)
          .hasMessageContaining("'large.csv' has 1048577 bytes");
    } finally {
      tables.destroy();
    }
  }

  @Test
  void objectsOfS3AreCopiedOnceAndReadAnewWhenTheyChange() throws Exception {
    ObjectStore store = catalog.bucket(cloud).store();
    byte[] first = "n\n2\n10\n".getBytes(StandardCharsets.UTF_8);
    store.put("n.csv", Content.of(first), WriteOptions.NONE);
    String bucket = catalog.bucket(cloud).id();
    Tables tables = catalog.part(Tables.class);
    for (int i = 0; i < 2; i++) {
      assertThat(table(bucket, "n.csv", "sort", "-1").column(1)).containsExactly("10", "2");
      assertThat(tables.copiedBytes()).isEqualTo(first.length);
    }
    store.put("n.csv", Content.of("n\n3\n".getBytes(StandardCharsets.UTF_8)), WriteOptions.NONE);
    assertThat(table(bucket, "n.csv", "sort", "-1").column(1)).containsExactly("3");
  }
}
