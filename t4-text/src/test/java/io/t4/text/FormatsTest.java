package io.t4.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.text.ExtractedText.Outcome;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of each kind of file. */
class FormatsTest {
  private static final String GREEK = "\u0391\u03b8\u03ae\u03bd\u03b1";

  private static TextExtractor extractor;

  @TempDir Path directory;
  private TestFiles files;

  @BeforeAll
  static void start() throws IOException {
    extractor = TextExtractor.builder().workers(1).build();
  }

  @AfterAll
  static void stop() {
    extractor.close();
  }

  @BeforeEach
  void files() {
    files = new TestFiles(directory);
  }

  private static ExtractedText extract(Path file) throws IOException {
    return extractor.extract(file.getFileName().toString(), file);
  }

  private static String complete(Path file) throws IOException {
    ExtractedText result = extract(file);
    assertThat(result.outcome())
        .as(() -> file + ": " + result.detail())
        .isEqualTo(Outcome.COMPLETE);
    assertThat(result.detail()).isNull();
    return result.text();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.md",
        "a.TXT",
        "a.csv",
        "a.tsv",
        "a.yaml",
        "a.tex",
        "a.rst",
        "a.py",
        "a.R",
        "A.java",
        "a.toml",
        "a.xml",
        "a.vcf",
        "README",
        "Dockerfile",
        "Dockerfile.test",
        "dir.d/Makefile"
      })
  void textIsReadAsItIs(String name) throws IOException {
    String text = "a: \"b\", # c\n\t- " + GREEK + " \ud83d\ude00\r\n";
    Path file = files.of("content", text);

    assertThat(extractor.handles(name)).isTrue();
    assertThat(extractor.extract(name, file))
        .isEqualTo(new ExtractedText(text, Outcome.COMPLETE, null));
  }

  @Test
  void emptyFilesHaveNoText() throws IOException {
    for (String name : new String[] {"a.txt", "a.json", "a.html", "a.pdf", "a.docx"}) {
      assertThat(extractor.extract(name, files.of(name, "")).text()).as(name).isEmpty();
    }
    assertThat(complete(files.of("b.txt", ""))).isEmpty();
    assertThat(complete(files.of("b.json", ""))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "UTF-8"})
  void aByteOrderMarkTellsTheCharset(String charset) throws IOException {
    byte[] content = ("\ufeff" + GREEK).getBytes(Charset.forName(charset));

    assertThat(complete(files.of("a.txt", content))).isEqualTo(GREEK);
  }

  @Test
  void otherCharsetsAreGuessed() throws IOException {
    String german =
        "Die Gr\u00f6\u00dfe der K\u00f6rper w\u00e4chst \u2013 l\u00e4nger. ".repeat(20);
    String russian =
        "\u042d\u0442\u043e \u043f\u0440\u043e\u0441\u0442\u043e\u0439 \u0442\u0435\u043a\u0441\u0442. "
            .repeat(20);

    assertThat(complete(files.of("de.txt", german.getBytes(Charset.forName("windows-1252")))))
        .isEqualTo(german);
    assertThat(complete(files.of("ru.txt", russian.getBytes(Charset.forName("KOI8-R")))))
        .isEqualTo(russian);
  }

  @Test
  void aCharacterAcrossTheSamplesEndIsNoError() throws IOException {
    String text = "x".repeat((1 << 16) - 1) + GREEK;

    assertThat(complete(files.of("a.txt", text))).isEqualTo(text);
  }

  @Test
  void aTextIsCutBetweenCharacters() throws IOException {
    try (TextExtractor small = TextExtractor.builder().workers(1).maxCharacters(4).build()) {
      assertThat(small.extract("a.txt", files.of("a.txt", "abc\ud83d\ude00")))
          .isEqualTo(
              new ExtractedText("abc", Outcome.TRUNCATED, "the text has more than 4 characters"));
      assertThat(small.extract("a.txt", files.of("a.txt", "abcd")))
          .isEqualTo(new ExtractedText("abcd", Outcome.COMPLETE, null));
    }
  }

  @Test
  void namesAndValuesOfJsonAreRead() throws IOException {
    String json = "{\"caf\\u00e9\": {\"n\": [1.50, true, null, NaN]}, \"s\": \"a\\nb\"}";

    assertThat(complete(files.of("a.json", json)))
        .isEqualTo("caf\u00e9\nn\n1.50\ntrue\nnull\nNaN\ns\na\nb\n");
  }

  @Test
  void jsonLinesAreManyValues() throws IOException {
    assertThat(complete(files.of("a.jsonl", "{\"a\":1}\n{\"b\":2}\n"))).isEqualTo("a\n1\nb\n2\n");
  }

  @Test
  void whatIsNoJsonIsReadAsItIs() throws IOException {
    ExtractedText result = extract(files.of("a.json", "{\"a\": 1,\n // comment\n}"));

    assertThat(result.outcome()).isEqualTo(Outcome.MALFORMED);
    assertThat(result.text()).isEqualTo("{\"a\": 1,\n // comment\n}");
    assertThat(result.detail()).startsWith("no JSON: ").contains("line 2");
  }

  @Test
  void htmlGivesTitleAndTextOnly() throws IOException {
    String text =
        complete(
            files.of(
                "a.html",
                "<html><head><title>The title</title><style>.hidden1{}</style>"
                    + "<script>var hidden2;</script></head><body onload='hidden3()'>"
                    + "<p>one &amp; <b>two</b></p><!-- hidden4 --><p>Gr\u00fc\u00dfe</p>"
                    + "<script>hidden5</script></body></html>"));

    assertThat(text.split("\\s+"))
        .containsSubsequence("The", "title", "one", "&", "two", "Gr\u00fc\u00dfe");
    assertThat(text).doesNotContain("hidden");
  }

  @Test
  void notebooksGiveTheirSources() throws IOException {
    String text =
        complete(
            files.of(
                "a.ipynb",
                """
                {"cells": [
                  {"cell_type": "markdown", "metadata": {"source": "hidden1"},
                   "source": ["# Title\\n", "more"], "attachments": {"a": "hidden2"}},
                  {"cell_type": "code", "source": "x = 1",
                   "outputs": [{"output_type": "stream", "text": ["hidden3"], "source": "hidden4"}]}
                 ], "metadata": {"kernelspec": {"name": "hidden5"}}, "nbformat": 4}
                """));

    assertThat(text).isEqualTo("# Title\nmore\nx = 1\n");
  }

  @Test
  void oldNotebooksToo() throws IOException {
    String text =
        complete(
            files.of(
                "a.ipynb",
                """
                {"worksheets": [{"cells": [
                  {"cell_type": "code", "input": ["y = 2"], "outputs": [{"text": "hidden"}]}]}],
                 "nbformat": 3}
                """));

    assertThat(text).isEqualTo("y = 2\n");
  }

  @Test
  void aDamagedNotebookGivesItsBeginning() throws IOException {
    ExtractedText result =
        extract(files.of("a.ipynb", "{\"cells\": [{\"source\": \"first\"}, {\"source\": oops"));

    assertThat(result.outcome()).isEqualTo(Outcome.MALFORMED);
    assertThat(result.text()).isEqualTo("first\n");
  }

  @Test
  void pdf() throws Exception {
    assertThat(complete(pdf("a.pdf", "Hello from a page"))).contains("Hello from a page");
  }

  @Test
  void theFirstPageOfAPdfIsAPicture() throws Exception {
    Path file = pdf("a.pdf", "Hello from a page");
    byte[] png = extractor.firstPage("a.pdf", file).orElseThrow();
    BufferedImage page = ImageIO.read(new ByteArrayInputStream(png));
    assertThat(Math.max(page.getWidth(), page.getHeight())).isEqualTo(1_000);
    long dark =
        IntStream.range(0, page.getWidth() * page.getHeight())
            .filter(i -> (page.getRGB(i % page.getWidth(), i / page.getWidth()) & 0xff) < 99)
            .count();
    assertThat(dark).isBetween(50L, 20_000L);
    assertThat(extractor.firstPage("a.pdf", encryptedPdf("locked.pdf", "secret"))).isEmpty();
    assertThat(extractor.firstPage("a.pdf", files.of("no.pdf", "no PDF"))).isEmpty();
    assertThat(extractor.firstPage("a.pdf", files.of("cut.pdf", "%PDF-1.7\n1 0 obj\n<<")))
        .isEmpty();
  }

  @Test
  void anEncryptedPdfIsUnsupportedUnlessItOpensWithoutPassword() throws Exception {
    ExtractedText locked = extract(encryptedPdf("locked.pdf", "secret"));
    assertThat(locked.outcome()).isEqualTo(Outcome.UNSUPPORTED);
    assertThat(locked.detail()).isEqualTo("the document is encrypted");

    assertThat(complete(encryptedPdf("open.pdf", ""))).contains("words");
  }

  private Path encryptedPdf(String name, String userPassword) throws Exception {
    Path file = pdf("plain.pdf", "words");
    try (PDDocument document = Loader.loadPDF(file.toFile())) {
      document.protect(new StandardProtectionPolicy("owner", userPassword, new AccessPermission()));
      document.save(directory.resolve(name).toFile());
    }
    return directory.resolve(name);
  }

  private Path pdf(String name, String line) throws Exception {
    return files.of(
        name,
        out -> {
          try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
              content.beginText();
              content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
              content.newLineAtOffset(50, 700);
              content.showText(line);
              content.endText();
            }
            document.save(out);
          }
        });
  }

  @Test
  void word() throws Exception {
    Path file =
        files.of(
            "a.docx",
            out -> {
              try (XWPFDocument document = new XWPFDocument()) {
                document.getProperties().getCoreProperties().setTitle("The title");
                document.createParagraph().createRun().setText("A paragraph " + GREEK);
                document.createTable(1, 1).getRow(0).getCell(0).setText("a cell");
                document.write(out);
              }
            });

    assertThat(complete(file)).contains("The title", "A paragraph " + GREEK, "a cell");
  }

  @Test
  void excel() throws Exception {
    assertThat(complete(workbook("a.xlsx", new XSSFWorkbook())))
        .contains("Sheet name", "a cell", "42.5");
    assertThat(complete(workbook("a.xls", new HSSFWorkbook())))
        .contains("Sheet name", "a cell", "42.5");
  }

  private Path workbook(String name, Workbook workbook) throws Exception {
    return files.of(
        name,
        out -> {
          try (workbook) {
            Row row = workbook.createSheet("Sheet name").createRow(0);
            row.createCell(0).setCellValue("a cell");
            row.createCell(1).setCellValue(42.5);
            workbook.write(out);
          }
        });
  }

  @Test
  void powerPoint() throws Exception {
    Path pptx =
        files.of(
            "a.pptx",
            out -> {
              try (XMLSlideShow show = new XMLSlideShow()) {
                show.createSlide().createTextBox().setText("on a slide");
                show.write(out);
              }
            });
    Path ppt =
        files.of(
            "a.ppt",
            out -> {
              try (HSLFSlideShow show = new HSLFSlideShow()) {
                show.createSlide().addTitle().setText("on an old slide");
                show.write(out);
              }
            });

    assertThat(complete(pptx)).contains("on a slide");
    assertThat(complete(ppt)).contains("on an old slide");
  }

  @ParameterizedTest
  @CsvSource({"text, a.odt", "spreadsheet, a.ods", "presentation, a.odp"})
  void openDocument(String kind, String name) throws Exception {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("mimetype", "application/vnd.oasis.opendocument." + kind);
    entries.put("content.xml", openDocumentContent("", "An open paragraph"));

    assertThat(complete(files.zip(name, entries))).contains("An open paragraph");
  }

  static String openDocumentContent(String doctype, String text) {
    return """
        <?xml version="1.0" encoding="UTF-8"?>%s
        <office:document-content
            xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
            xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
        <office:body><office:text><text:p>%s</text:p></office:text></office:body>
        </office:document-content>
        """
        .formatted(doctype, text);
  }

  @Test
  void rtfAlsoUnderTheNameOfWord() throws IOException {
    String rtf = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 A;}}\\pard Rich {\\b text} \\'e9\\par}";

    assertThat(complete(files.of("a.rtf", rtf))).contains("Rich text \u00e9");
    assertThat(complete(files.of("a.doc", rtf))).contains("Rich text \u00e9");
  }

  @Test
  void epub() throws Exception {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put("mimetype", "application/epub+zip");
    entries.put(
        "META-INF/container.xml",
        "<container version='1.0' xmlns='urn:oasis:names:tc:opendocument:xmlns:container'>"
            + "<rootfiles><rootfile full-path='c.opf'"
            + " media-type='application/oebps-package+xml'/></rootfiles></container>");
    entries.put(
        "c.opf",
        "<package xmlns='http://www.idpf.org/2007/opf' version='3.0'><manifest>"
            + "<item id='a' href='a.xhtml' media-type='application/xhtml+xml'/></manifest>"
            + "<spine><itemref idref='a'/></spine></package>");
    entries.put(
        "a.xhtml",
        "<html xmlns='http://www.w3.org/1999/xhtml'><body><p>A chapter</p></body></html>");

    assertThat(complete(files.zip("a.epub", entries))).contains("A chapter");
  }

  @Test
  void contentThatIsNotWhatItsNameSays() throws Exception {
    assertThat(complete(files.of("a.xls", "<html><table><tr><td>cell</td></tr></table></html>")))
        .contains("cell");
    ExtractedText image =
        extract(files.of("image.pdf", new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0}));
    assertThat(image)
        .isEqualTo(
            new ExtractedText(
                "", Outcome.UNSUPPORTED, "the content is image/png, which is not read"));
    assertThat(extract(files.zip("a.docx", Map.of("a.bin", "x"))).outcome())
        .isEqualTo(Outcome.MALFORMED);
    ExtractedText cut = extract(files.of("a.pdf", "%PDF-1.7\n1 0 obj\n<<"));
    assertThat(cut.outcome()).isEqualTo(Outcome.MALFORMED);
    assertThat(cut.detail()).doesNotContain(directory.toString());
  }

  @Test
  void packedFilesAreReadByTheNameBeforeTheEnding() throws Exception {
    assertThat(complete(files.of("a.json.gz", gzip("{\"a\": 1}".getBytes(StandardCharsets.UTF_8)))))
        .isEqualTo("a\n1\n");
    assertThat(complete(files.of("a.pdf.gz", gzip(Files.readAllBytes(pdf("a.pdf", "packed"))))))
        .contains("packed");
    ByteArrayOutputStream bzip2 = new ByteArrayOutputStream();
    try (OutputStream out = new BZip2CompressorOutputStream(bzip2)) {
      out.write("bees".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(complete(files.of("a.md.BZ2", bzip2.toByteArray()))).isEqualTo("bees");
    assertThat(extractor.handles("a.gz")).isFalse();
    assertThat(extract(files.of("broken.txt.gz", "no gzip")).outcome())
        .isEqualTo(Outcome.MALFORMED);
  }

  @Test
  void gzipFilesOfManyPiecesAreReadToTheirEnd() throws IOException {
    byte[] piece = gzip("piece".getBytes(StandardCharsets.UTF_8));
    byte[] two = Arrays.copyOf(piece, 2 * piece.length);
    System.arraycopy(piece, 0, two, piece.length, piece.length);

    assertThat(complete(files.of("a.txt.gz", two))).isEqualTo("piecepiece");
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  @Test
  void aCallerCanHaveAnyFileReadAsText() throws IOException {
    Path file = files.of("a.xyz", "words");

    assertThat(extractor.handles("a.xyz")).isFalse();
    assertThat(extractor.extract("a.xyz", file).outcome()).isEqualTo(Outcome.UNSUPPORTED);
    assertThat(extractor.extractAsText("a.xyz", file).text()).isEqualTo("words");
    Path packed = files.of("a.xyz.gz", gzip("words".getBytes(StandardCharsets.UTF_8)));
    assertThat(extractor.extractAsText("a.xyz.gz", packed).text()).isEqualTo("words");
    assertThat(extractor.extractAsText("a.xyz", files.of("b", new byte[] {1, 2, 0, 4})))
        .isEqualTo(new ExtractedText("", Outcome.UNSUPPORTED, "the content is binary, not text"));
  }

  @Test
  void extensionsAreInLowerCaseWithADot() {
    assertThat(extractor.extensions())
        .contains(".md", ".ipynb", ".parquet", ".docx", ".html", ".jsonl")
        .doesNotContain(".gz", ".jpg", "readme")
        .allMatch(extension -> extension.matches("\\.[a-z0-9]+"))
        .allMatch(extension -> extractor.handles("a" + extension))
        .allMatch(extension -> extractor.handles("dir/A" + extension + ".gz"));
  }
}
