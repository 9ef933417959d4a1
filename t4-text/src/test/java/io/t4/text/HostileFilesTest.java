package io.t4.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.text.ExtractedText.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are made to do harm. After each the extractor reads on, with as many workers. */
class HostileFilesTest {
  private static final int MEBI = 1 << 20;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** For a killed process to end, and another to start. */
  private static final Duration SLACK = Duration.ofSeconds(20);

  /** The heap, and what a JVM has beside it. */
  private static final long MAX_MEMORY = (256 + 200) * (long) MEBI;

  private static TextExtractor extractor;

  @TempDir Path directory;
  private TestFiles files;

  @BeforeAll
  static void start() throws IOException {
    extractor = TextExtractor.builder().workers(1).timeLimit(LIMIT).build();
  }

  @AfterAll
  static void stop() {
    extractor.close();
  }

  @BeforeEach
  void files() {
    files = new TestFiles(directory);
  }

  @AfterEach
  void theExtractorReadsOn() throws IOException {
    assertThat(extractor.extract("a.txt", files.of("after.txt", "after")).text())
        .isEqualTo("after");
    assertThat(extractor.workerPids()).hasSize(1);
    assertThat(peakMemory(extractor.workerPids().get(0))).isLessThan(MAX_MEMORY);
  }

  /** The most bytes of memory that a process had so far; 0 where Linux doesn't tell. */
  private static long peakMemory(long process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process), "status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
        .sum();
  }

  /** Checks what holds for any file. */
  private static ExtractedText extract(Path file) throws IOException {
    long start = System.nanoTime();
    ExtractedText result = extractor.extract(file.getFileName().toString(), file);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(LIMIT.plus(SLACK));
    assertThat(result.text()).hasSizeLessThanOrEqualTo(1_000_000);
    return result;
  }

  @Test
  void gzipBombs() throws Exception {
    String line = "spaces and words ".repeat(64) + "\n";
    Path bomb = files.gzip("bomb.txt.gz", line, 400L * MEBI / line.length());

    ExtractedText text = extract(bomb);
    assertThat(text.outcome()).isEqualTo(Outcome.TRUNCATED);
    assertThat(text.text()).startsWith("spaces and words");
    for (String name : List.of("bomb.pdf.gz", "bomb.xlsx.gz", "bomb.parquet.gz")) {
      ExtractedText result = extractor.extract(name, bomb);
      assertThat(result.outcome()).as(name).isEqualTo(Outcome.TOO_LARGE);
      assertThat(result.detail()).isEqualTo("the content unpacks to more than 268435456 bytes");
    }
  }

  @Test
  void aGzipBombOfMarkupWithoutText() throws Exception {
    String line = " ".repeat(1024);
    Path file = files.gzip("bomb.ipynb.gz", line, 400L * MEBI / line.length());

    assertThat(extract(file).outcome()).isEqualTo(Outcome.TOO_LARGE);
  }

  @ParameterizedTest
  @CsvSource({
    "bomb.xlsx, xl/worksheets/sheet1.xml",
    "bomb.docx, word/document.xml",
    "bomb.odt, content.xml"
  })
  void zipBombs(String name, String entry) throws Exception {
    Path file = zipBomb(name, entry);

    ExtractedText result = extract(file);

    assertThat(Files.size(file)).isLessThan(4 * MEBI);
    assertThat(result.outcome()).isEqualTo(Outcome.TOO_LARGE);
    assertThat(result.detail()).isEqualTo("the document unpacks to more than 268435456 bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "bomb.xlsx, xl/worksheets/sheet1.xml",
    "bomb.docx, word/document.xml",
    "bomb.odt, content.xml"
  })
  void zipBombsThatStateALittle(String name, String entry) throws Exception {
    byte[] bomb = Files.readAllBytes(zipBomb(name, entry));
    // The size in the directory at the end, where the entry's record is the last.
    int record = bomb.length - 4;
    while (bomb[record] != 'P'
        || bomb[record + 1] != 'K'
        || bomb[record + 2] != 1
        || bomb[record + 3] != 2) {
      record--;
    }
    System.arraycopy(new byte[] {0, 16, 0, 0}, 0, bomb, record + 24, 4);

    ExtractedText result = extract(files.of(name, bomb));

    assertThat(result.outcome()).as(result.detail()).isIn(Outcome.TOO_LARGE, Outcome.MALFORMED);
  }

  private Path zipBomb(String name, String entry) throws Exception {
    return files.of(
        name,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          zip.setLevel(Deflater.BEST_SPEED);
          documentParts(name).forEach((part, content) -> TestFiles.put(zip, part, content));
          zip.putNextEntry(new ZipEntry(entry));
          zip.write(documentStart(entry).getBytes(StandardCharsets.UTF_8));
          TestFiles.repeat(" ".repeat(1024), 400 * 1024L, zip);
          zip.finish();
        });
  }

  /** What makes a zip file a document. */
  private static Map<String, String> documentParts(String name) {
    Map<String, String> parts = new LinkedHashMap<>();
    if (name.endsWith(".odt")) {
      parts.put("mimetype", "application/vnd.oasis.opendocument.text");
      return parts;
    }
    boolean word = name.endsWith(".docx");
    String main = word ? "word/document.xml" : "xl/workbook.xml";
    String type = "application/vnd.openxmlformats-officedocument.";
    parts.put(
        "[Content_Types].xml",
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
            + "<Default Extension='rels'"
            + " ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
            + "<Override PartName='/"
            + main
            + "' ContentType='"
            + type
            + (word ? "wordprocessingml.document" : "spreadsheetml.sheet")
            + ".main+xml'/>"
            + "<Override PartName='/xl/worksheets/sheet1.xml' ContentType='"
            + type
            + "spreadsheetml.worksheet+xml'/></Types>");
    String relationships =
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
            + "<Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/"
            + "relationships/%s' Target='%s'/></Relationships>";
    parts.put("_rels/.rels", relationships.formatted("officeDocument", main));
    if (!word) {
      parts.put(
          main,
          "<workbook xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
              + " xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'>"
              + "<sheets><sheet name='s' sheetId='1' r:id='r1'/></sheets></workbook>");
      parts.put(
          "xl/_rels/workbook.xml.rels",
          relationships.formatted("worksheet", "worksheets/sheet1.xml"));
    }
    return parts;
  }

  private static String documentStart(String entry) {
    return switch (entry) {
      case "content.xml" ->
          "<office:document-content"
              + " xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'><office:body>";
      case "word/document.xml" ->
          "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
              + "<w:body><w:p><w:r><w:t>";
      default ->
          "<worksheet xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
              + "<sheetData>";
    };
  }

  @Test
  void aPdfBomb() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater fast = new Deflater(Deflater.BEST_SPEED);
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, fast, 1 << 16)) {
      TestFiles.repeat(" ".repeat(1024), 1024 * 1024L, out);
    }
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    pdf.writeBytes(
        ("%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
                + "2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
                + "3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R>> endobj\n"
                + "4 0 obj <</Filter /FlateDecode /Length "
                + packed.size()
                + ">> stream\n")
            .getBytes(StandardCharsets.US_ASCII));
    pdf.writeBytes(packed.toByteArray());
    pdf.writeBytes(
        "\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF".getBytes(StandardCharsets.US_ASCII));

    Path bomb = files.of("bomb.pdf", pdf.toByteArray());
    ExtractedText result = extract(bomb);

    // A gibibyte of nothing: given up, or read piece by piece; but not kept.
    assertThat(result.text()).isBlank();
    assertThat(result.outcome())
        .as(result.detail())
        .isIn(Outcome.COMPLETE, Outcome.CRASHED, Outcome.TIMEOUT, Outcome.MALFORMED);
    // Drawn as nothing, or given up; and the next one is drawn as it is.
    assertThat(extractor.firstPage("bomb.pdf", bomb).map(png -> png.length).orElse(0))
        .isLessThan(10_000);
  }

  /** Pages as large as a country, as small as nothing, and of no number at all. */
  @ParameterizedTest
  @ValueSource(strings = {"0 0 1e9 1e9", "0 0 0 0", "0 0 14400 0.001", "0 0 -9 nan", ""})
  void pagesOfOddSizes(String box) throws Exception {
    String pdf =
        "%PDF-1.4\n1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj\n"
            + "2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj\n"
            + "3 0 obj <</Type /Page /Parent 2 0 R /MediaBox ["
            + box
            + "]>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF";
    assertThat(
            extractor.firstPage("a.pdf", files.of("a.pdf", pdf)).map(png -> png.length).orElse(0))
        .isLessThan(100_000);
  }

  @Test
  void aParquetBombOfRows() throws Exception {
    Path file = directory.resolve("rows.parquet");
    ParquetTest.write(
        file,
        "SELECT NULL::VARCHAR AS nothing FROM range(50000000)",
        "COMPRESSION zstd, ROW_GROUP_SIZE 50000000");

    ExtractedText result = extract(file);

    assertThat(Files.size(file)).isLessThan(MEBI);
    assertThat(result.outcome()).as(result.detail()).isEqualTo(Outcome.TRUNCATED);
  }

  @Test
  void aParquetBombOfOnePage() throws Exception {
    Path file = directory.resolve("page.parquet");
    ParquetTest.write(
        file, "SELECT repeat('x', 50000000) || range AS large FROM range(3)", "COMPRESSION zstd");

    ExtractedText result = extract(file);

    assertThat(Files.size(file)).isLessThan(MEBI);
    assertThat(result.outcome()).as(result.detail()).isEqualTo(Outcome.TOO_LARGE);
    assertThat(result.text()).isEqualTo("large\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void jsonNestedDeep(String opening) throws Exception {
    int depth = 100_000;
    String closing = opening.equals("[") ? "]" : "}";
    Path file = files.of("deep.json", opening.repeat(depth) + "\"word\"" + closing.repeat(depth));

    ExtractedText result = extract(file);

    assertThat(result.outcome()).as(result.detail()).isEqualTo(Outcome.COMPLETE);
    assertThat(result.text()).contains("word");
  }

  @Test
  void aNotebookNestedDeep() throws Exception {
    Path file = files.of("deep.ipynb", "{\"source\": " + "[".repeat(100_000) + "\"word\"");

    assertThat(extract(file).outcome()).isEqualTo(Outcome.MALFORMED);
  }

  @Test
  void yamlAliases() throws Exception {
    StringBuilder yaml = new StringBuilder("a0: &a0 [lol]\n");
    for (int i = 1; i < 30; i++) {
      yaml.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
    }

    ExtractedText result = extract(files.of("bomb.yaml", yaml.toString()));

    assertThat(result).isEqualTo(new ExtractedText(yaml.toString(), Outcome.COMPLETE, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<div>", "<b>", "<table><tr><td>", "<ul><li>", "<a href='#'><p>"})
  void htmlNestedDeep(String opening) throws Exception {
    ExtractedText result =
        extract(files.of("deep.html", "first " + opening.repeat(100_000) + "last"));

    assertThat(result.outcome())
        .as(result.detail())
        .isIn(Outcome.COMPLETE, Outcome.MALFORMED, Outcome.TIMEOUT, Outcome.CRASHED);
    if (result.outcome() == Outcome.COMPLETE) {
      assertThat(result.text()).contains("first", "last");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "http"})
  void xmlEntitiesAreNotFollowed(String scheme) throws Exception {
    Path secret = files.of("secret", "the-secret");
    try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String address =
          scheme.equals("file")
              ? secret.toUri().toString()
              : "http://127.0.0.1:" + server.getLocalPort() + "/";
      String doctype =
          "<!DOCTYPE x [<!ENTITY e SYSTEM '%s'><!ENTITY %% p SYSTEM '%s'> %%p;]>"
              .formatted(address, address);
      Map<String, String> odt = new LinkedHashMap<>(documentParts("a.odt"));
      odt.put("content.xml", FormatsTest.openDocumentContent(doctype, "before &e; after"));
      Map<String, String> docx = new LinkedHashMap<>(documentParts("a.docx"));
      docx.put(
          "word/document.xml",
          doctype
              + documentStart("word/document.xml")
              + "before &e; after</w:t></w:r></w:p></w:body></w:document>");
      List<Path> hostile =
          List.of(
              files.zip("a.odt", odt),
              files.zip("a.docx", docx),
              files.of("a.html", doctype + "<p>before &e; after</p><img src='" + address + "'>"),
              files.of("a.xhtml", "<?xml version='1.0'?>" + doctype + "<html>&e;</html>"),
              files.of("a.doc", "<?xml version='1.0'?>" + doctype + "<x>&e;</x>"));

      for (Path file : hostile) {
        ExtractedText result = extract(file);
        assertThat(result.text()).as(file.toString()).doesNotContain("the-secret");
        assertThat(result.outcome()).isNotIn(Outcome.CRASHED, Outcome.TIMEOUT);
      }

      // Whoever had called would be waiting.
      server.setSoTimeout(1);
      assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void xmlEntitiesThatMultiply() throws Exception {
    StringBuilder doctype = new StringBuilder("<!DOCTYPE x [<!ENTITY e0 'lol'>");
    for (int i = 1; i < 30; i++) {
      doctype.append("<!ENTITY e%d '%s'>".formatted(i, ("&e" + (i - 1) + ";").repeat(10)));
    }
    Map<String, String> odt = new LinkedHashMap<>(documentParts("a.odt"));
    odt.put("content.xml", FormatsTest.openDocumentContent(doctype + "]>", "&e29;"));

    ExtractedText result = extract(files.zip("a.odt", odt));

    assertThat(result.outcome()).as(result.detail()).isIn(Outcome.COMPLETE, Outcome.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"line.txt", "line.csv", "line.json", "line.md", "line.html", "line.yaml"})
  void oneLineOf64Mebibytes(String name) throws Exception {
    Path file =
        files.of(
            name,
            out -> {
              byte[] quote = (name.endsWith(".json") ? "\"" : " ").getBytes(StandardCharsets.UTF_8);
              out.write(quote);
              TestFiles.repeat("x".repeat(1023), 64L * MEBI / 1023 - 1, out);
              out.write(quote);
            });

    ExtractedText result = extract(file);

    assertThat(result.outcome()).as(result.detail()).isEqualTo(Outcome.TRUNCATED);
    assertThat(result.text()).hasSize(1_000_000);
  }

  @Test
  void aFileBeyondTheLimitIsNotRead() throws Exception {
    Path file = files.of("a.txt", "");
    try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
      channel.position(64L * MEBI);
      channel.write(ByteBuffer.wrap(new byte[1]));
    }

    assertThat(extract(file))
        .isEqualTo(
            new ExtractedText(
                "", Outcome.TOO_LARGE, "the file has 67108865 bytes, more than 67108864"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.txt", "a.json", "a.html", "a.pdf", "a.docx", "a.xls", "a.parquet"})
  void noise(String name) throws Exception {
    long seed = System.nanoTime();
    byte[] noise = new byte[100_000];
    new Random(seed).nextBytes(noise);

    ExtractedText result = extract(files.of(name, noise));

    assertThat(result.outcome())
        .as("seed " + seed)
        .isIn(Outcome.MALFORMED, Outcome.UNSUPPORTED, Outcome.COMPLETE);
  }
}
