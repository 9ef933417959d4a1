package io.t4.tabular;

import static io.t4.tabular.Tables.column;
import static io.t4.tabular.Tables.csv;
import static io.t4.tabular.Tables.names;
import static io.t4.tabular.Tables.writtenCsv;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.TooLargeException;
import io.t4.formats.TypeToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.dflib.DataFrame;
import org.dflib.DoubleSeries;
import org.dflib.LongSeries;
import org.dflib.Series;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the names, types and errors of pandas are is noted where they decided. */
class CsvFormatTest {
  /** A row as a record. */
  record Storm(String name, int wind, @Nullable LocalDate seen) {}

  @Test
  void numbersBooleansAndTextAreFoundAsByPandas() {
    DataFrame frame = csv("i,f,b,s\n1,0.5,True,x\n-2,1e3,FALSE,2x\n");

    assertThat(frame.getColumn("i")).isInstanceOf(LongSeries.class);
    assertThat(frame.getColumn("f")).isInstanceOf(DoubleSeries.class);
    assertThat(column(frame, "i")).containsExactly(1L, -2L);
    assertThat(column(frame, "f")).containsExactly(0.5, 1000.0);
    assertThat(column(frame, "b")).containsExactly(true, false);
    assertThat(column(frame, "s")).containsExactly("x", "2x");
  }

  @Test
  void aColumnThatTurnsOutToBeTextKeepsItsSpelling() {
    DataFrame frame = csv("a,b,c\n007,True,1.50\n1e2,x,2\nx,1,NA\n");

    assertThat(column(frame, "a")).containsExactly("007", "1e2", "x");
    assertThat(column(frame, "b")).containsExactly("True", "x", "1");
    assertThat(column(frame, "c")).containsExactly(1.5, 2.0, null);
  }

  @Test
  void missingValuesAreNullsAndWholeNumbersStayWhole() {
    DataFrame frame = csv("i,b,s,none\n,True,NULL,\n3,n/a,x,#N/A\nNaN,,None,nan\n");

    assertThat(column(frame, "i")).containsExactly(null, 3L, null);
    assertThat(column(frame, "b")).containsExactly(true, null, null);
    assertThat(column(frame, "s")).containsExactly(null, "x", "None");
    assertThat(column(frame, "none")).containsOnlyNulls();
  }

  @Test
  void wholeNumbersBeyondALongAreBig() {
    DataFrame frame = csv("a,b\n5,9223372036854775808\n9223372036854775807,1.5\n");

    assertThat(column(frame, "a")).containsExactly(5L, Long.MAX_VALUE);
    assertThat(column(frame, "b")).containsExactly(0x1p63, 1.5);
    assertThat(column(csv("a\n-9223372036854775809\n1\n"), "a"))
        .containsExactly(new BigInteger("-9223372036854775809"), BigInteger.ONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e", "0x10", "1_000", "- 1", "1d", "1f", ".", "e5", "+", "--1", "1 2"})
  void whatOnlyLooksLikeANumberIsText(String text) {
    assertThat(column(csv("a\n" + text + "\n"), "a")).containsExactly(text);
  }

  @ParameterizedTest
  @CsvSource({"' 1',1", "'2.',2", "'+.5',.5", "'-1E-2',-.01", "'1e400',Infinity"})
  void numbersAreReadAsByPandas(String text, double value) {
    assertThat(((Number) csv("a\n" + text + "\n").get(0, 0)).doubleValue()).isEqualTo(value);
    assertThat(column(csv("a\ninf\n-Infinity\n"), "a"))
        .containsExactly(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
  }

  @Test
  void namesAreThoseOfPandas() {
    assertThat(names(csv("a,a,,a\n1,2,3,4\n"))).containsExactly("a", "a.1", "Unnamed: 2", "a.2");
    assertThat(names(csv("a,a,a.1\n1,2,3\n"))).containsExactly("a", "a.2", "a.1");
    assertThat(names(csv("csv", "1,2\n", Map.of("use_header", false)))).containsExactly("0", "1");
  }

  @Test
  void quotesSeparatorsAndLineEndsInsideQuotesAreContent() {
    DataFrame frame = csv("a,b\r\n\"x, \"\"y\"\"\r\nz\",1\r\np\"q\"r,2\r\n\"s\"t,3\r\n");

    assertThat(column(frame, "a")).containsExactly("x, \"y\"\r\nz", "p\"q\"r", "st");
    assertThat(column(frame, "b")).containsExactly(1L, 2L, 3L);
  }

  @Test
  void linesEndAtEveryUsualLineEndAndBlankLinesAreSkipped() {
    assertThat(column(csv("a\n1\r\n2\r3\n\n  \n4"), "a")).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void extensionDecidesTheSeparator() {
    assertThat(names(csv("tsv", "a\tb,c\n1\t2\n", Map.of()))).containsExactly("a", "b,c");
    assertThat(names(csv("ssv", "a;b,c\n1;2\n", Map.of()))).containsExactly("a", "b,c");
    assertThat(names(csv("tsv", "a\tb,c\n1,2\n", Map.of("fieldsep", ","))))
        .containsExactly("a\tb", "c");
  }

  @Test
  void optionsOfTheDialectCount() {
    assertThat(column(csv("csv", "a,b\nx\\ny,1\n\"p\\\"\",2\n", Map.of("escapechar", "\\")), "a"))
        .containsExactly("xny", "p\"");
    assertThat(column(csv("csv", "a\n\"x\"\"y\"\n", Map.of("doublequote", false)), "a"))
        .containsExactly("x\"y\"");
    assertThat(column(csv("csv", "a\n'x,y'\n", Map.of("quotechar", "'")), "a"))
        .containsExactly("x,y");
    assertThat(column(csv("csv", "a,b\n\"x,1\n", Map.of("quoting", "none")), "a"))
        .containsExactly("\"x");
    assertThat(column(csv("csv", "a,b\n1, x \n", Map.of("skip_spaces", true)), "b"))
        .containsExactly("x ");
    assertThat(column(csv("csv", "a~x\ny~", Map.of("linesep", "~")), "a")).containsExactly("x\ny");
    assertThat(column(csv("csv", "a\n-\nNA\n", Map.of("na_values", List.of("-"))), "a"))
        .containsExactly(null, "NA");
  }

  @Test
  void headerNamesReplaceOrStandForTheHeader() {
    Map<String, Object> names = Map.of("header_names", List.of("x", "y"));
    assertThat(names(csv("csv", "a,b\n1,2\n", names))).containsExactly("x", "y");

    Map<String, Object> noHeader = Map.of("header_names", List.of("x", "y"), "use_header", false);
    DataFrame frame = csv("csv", "1,2\n", noHeader);
    assertThat(names(frame)).containsExactly("x", "y");
    assertThat(frame.height()).isEqualTo(1);

    assertThatThrownBy(() -> csv("csv", "1,2,3\n", names))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("header_names has 2 names")
        .hasMessageContaining("3 columns");
  }

  @Test
  void indexColumnsAreOrdinaryLeadingColumns() {
    assertThat(names(csv("csv", ",a\n0,x\n", Map.of("use_index", true))))
        .containsExactly("index", "a");
    assertThat(
            names(
                csv(
                    "csv",
                    "p,q,a\n0,1,x\n",
                    Map.of("use_index", true, "index_names", List.of("i", "j")))))
        .containsExactly("i", "j", "a");
    Map<String, Object> keys =
        Map.of("use_index", true, "index_names", List.of("b", 0), "index_names_are_keys", true);
    DataFrame frame = csv("csv", "a,b,c\n1,2,3\n", keys);
    assertThat(names(frame)).containsExactly("b", "a", "c");
    assertThat(frame.get("b", 0)).isEqualTo(2L);
    assertThatThrownBy(() -> csv("csv", "a,c\n1,2\n", keys))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("no column b");
  }

  @Test
  void wrongOptionsAreNamed() {
    assertThatThrownBy(() -> csv("csv", "a\n", Map.of("seperator", ",")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("seperator")
        .hasMessageContaining("fieldsep")
        .hasMessageContaining("use_index");
    assertThatThrownBy(() -> csv("csv", "a\n", Map.of("fieldsep", ",,")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("fieldsep must be one character, not ,,");
    assertThatThrownBy(() -> csv("csv", "a\n", Map.of("use_header", "yes")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("use_header must be true or false, not yes");
    for (Object wrong : List.of(4L, -1, 1.0, true)) {
      assertThatThrownBy(() -> csv("csv", "a\n", Map.of("quoting", wrong)))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("quoting must be");
    }
    assertThatThrownBy(() -> csv("csv", "a\n", Map.of("escapechar", ",")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("fieldsep and escapechar");
    assertThatThrownBy(() -> csv("csv", "a\n", Map.of("linesep", ",")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("fieldsep and linesep");
    assertThatThrownBy(
            () ->
                writtenCsv(
                    DataFrame.byColumn("a").of(Series.of("x")),
                    Map.of("encoding", "x-JISAutoDetect")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("x-JISAutoDetect");
    Map<String, Object> beyond =
        Map.of("index_names", List.of(1L << 32), "index_names_are_keys", true, "use_index", true);
    assertThatThrownBy(() -> csv("csv", "a\n1\n", beyond))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("4294967296");
    assertThatThrownBy(() -> csv("csv", "a\n", Map.of("quoting", "some")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("quoting must be all, minimal, none or nonnumeric");
    assertThatThrownBy(() -> csv("csv", "a\n", Map.of("encoding", "klingon")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("klingon");
    assertThatThrownBy(() -> csv("csv", "a\n", Map.of("na_values", "x")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("na_values");
  }

  @Test
  void optionsThatPythonStoresAreRead() {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("encoding", "utf-8");
    options.put("index_names_are_keys", false);
    options.put("na_values", List.of("", "nan"));
    options.put("use_header", true);
    options.put("use_index", true);
    options.put("linesep", "\n");
    options.put("fieldsep", ",");
    // As it comes out of the metadata's JSON.
    options.put("quoting", 2L);
    options.put("escapechar", null);

    DataFrame frame = csv("csv", "\"\",\"a\"\n0,1\n1,nan\n", options);

    assertThat(names(frame)).containsExactly("index", "a");
    assertThat(column(frame, "a")).containsExactly(1L, null);
  }

  @ParameterizedTest
  @CsvSource({"'a,b\n1,2\n3\n',3", "'a,b\n\n\"x\ny\",2\n1,2,3\n',5"})
  void aRowOfAnotherWidthIsAnErrorWithItsLine(String text, int line) {
    assertThatThrownBy(() -> csv(text))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("line " + line + " has")
        .hasMessageContaining("not 2");
  }

  @Test
  void aQuoteThatIsNeverClosedIsAnErrorWithItsLine() {
    assertThatThrownBy(() -> csv("a\n1\n\"x\ny\n"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("quoting=none");
  }

  @Test
  void aQuoteThatIsLeftOpenInALargeFileIsTooLarge() {
    String text = "a,b\n1,\"" + "x".repeat((1 << 26) + 10);
    assertThatThrownBy(() -> csv("csv", text, Map.of()))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("quote");
  }

  @Test
  void aMillionColumnsAreReadAndMoreAreRefused() {
    // One name over and over, and text in each: both once took time or memory without bound.
    String row = "xy,".repeat(999_999) + "xy\n";
    DataFrame frame = csv("csv", row + row, Map.of());
    assertThat(frame.width()).isEqualTo(1_000_000);
    assertThat(frame.getColumnsIndex().get(999_999)).isEqualTo("xy.999999");
    assertThat(frame.get(999_999, 0)).isEqualTo("xy");
    assertThatThrownBy(() -> csv("csv", ",".repeat(2_000_000), Map.of()))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("line 1")
        .hasMessageContaining("fields");
  }

  @Test
  void zeroBytesAreContent() {
    assertThat(column(csv("csv", "a,b\n1,x\0y\n", Map.of()), "b")).containsExactly("x\0y");
  }

  @Test
  void aTsvWithStrayQuotesIsReadWithoutQuoting() {
    String text = "a\tb\n\"x\t1\ny\t2\n";

    assertThat(column(csv("tsv", text, Map.of()), "a")).containsExactly("\"x", "y");
    assertThatThrownBy(() -> csv("tsv", text, Map.of("quoting", "minimal")))
        .isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> csv("csv", text, Map.of("fieldsep", "\t")))
        .isInstanceOf(FormatException.class);
  }

  @Test
  void contentThatIsNotInTheEncodingIsAnErrorWithItsLine() {
    byte[] latin = "a\nx\nä\n".getBytes(ISO_8859_1);

    assertThatThrownBy(() -> csv("csv", latin, Map.of()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("utf-8")
        .hasMessageContaining("option encoding");
    assertThat(column(csv("csv", latin, Map.of("encoding", "latin-1")), "a"))
        .containsExactly("x", "ä");
    assertThat(column(csv("csv", "a\nä\n".getBytes(UTF_16), Map.of("encoding", "UTF_16")), "a"))
        .containsExactly("ä");
  }

  @Test
  void aByteOrderMarkIsNotPartOfTheFirstName() {
    assertThat(names(csv("\uFEFF\"a\",b\n1,2\n"))).containsExactly("a", "b");
  }

  @Test
  void emptyContentAndHeadersAloneAreTables() {
    assertThat(csv("").width()).isZero();
    assertThat(csv("\n \n").width()).isZero();
    DataFrame frame = csv("a,b\n");
    assertThat(names(frame)).containsExactly("a", "b");
    assertThat(frame.height()).isZero();
  }

  @Test
  void valuesAreSpelledAsByPandas() {
    DataFrame frame =
        DataFrame.byColumn("i", "f", "b", "s", "d", "t", "z", "n")
            .of(
                Series.ofLong(1, 2, 3),
                Series.ofDouble(0.1, 1e16, Double.NaN),
                Series.ofBool(true, false, true),
                Series.of("x,\"y\"", null, "a\nb"),
                Series.of(LocalDate.of(2020, 1, 2), null, null),
                Series.of(
                    LocalDateTime.parse("2020-01-02T03:04:05.5"),
                    LocalDateTime.parse("2020-01-02T00:00"),
                    null),
                Series.of(
                    OffsetDateTime.parse("2020-01-02T00:00Z"),
                    OffsetDateTime.parse("2020-01-02T00:00+02:00"),
                    null),
                Series.of(new BigInteger("18446744073709551615"), null, 1e-5f));

    assertThat(writtenCsv(frame, Map.of()))
        .isEqualTo(
            """
            i,f,b,s,d,t,z,n
            1,0.1,True,"x,""y""\",2020-01-02,2020-01-02T03:04:05.500000,\
            2020-01-02T00:00:00+00:00,18446744073709551615
            2,1e+16,False,,,2020-01-02T00:00:00.000000,2020-01-02T00:00:00+02:00,
            3,,True,"a
            b",,,,1e-05
            """);
  }

  @Test
  void quotingAndEscapingAreThoseOfPython() {
    DataFrame frame =
        DataFrame.byColumn("a", "b")
            .of(Series.of("x,y\"z\\", null, "q\""), Series.ofDouble(1.5, 2, Double.NaN));

    assertThat(writtenCsv(frame, Map.of("quoting", "all")))
        .isEqualTo("\"a\",\"b\"\n\"x,y\"\"z\\\",\"1.5\"\n\"\",\"2.0\"\n\"q\"\"\",\"\"\n");
    assertThat(writtenCsv(frame, Map.of("quoting", "nonnumeric")))
        .isEqualTo("\"a\",\"b\"\n\"x,y\"\"z\\\",1.5\n\"\",2.0\n\"q\"\"\",\"\"\n");
    assertThat(writtenCsv(frame, Map.of("quoting", "none", "escapechar", "\\")))
        .isEqualTo("a,b\nx\\,y\\\"z\\\\,1.5\n,2.0\nq\\\",\n");
    assertThat(writtenCsv(frame, Map.of("doublequote", false, "escapechar", "\\")))
        .isEqualTo("a,b\n\"x,y\\\"z\\\\\",1.5\n,2.0\nq\\\",\n");
    assertThatThrownBy(() -> writtenCsv(frame, Map.of("quoting", "none")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("escapechar");
  }

  @Test
  void optionsOfTheWriterCount() {
    DataFrame frame = DataFrame.byColumn("a", "b").of(Series.of("x", null), Series.ofInt(1, 2));

    assertThat(writtenCsv(frame, Map.of("fieldsep", ";", "linesep", "\r\n", "use_header", false)))
        .isEqualTo("x;1\r\n;2\r\n");
    assertThat(writtenCsv(frame, Map.of("na_values", List.of("NULL"))))
        .isEqualTo("a,b\nx,1\nNULL,2\n");
    assertThat(
            writtenCsv(
                frame,
                Map.of(
                    "use_index",
                    true,
                    "index_names",
                    List.of("key"),
                    "header_names",
                    List.of("count"))))
        .isEqualTo("key,count\nx,1\n,2\n");
    assertThatThrownBy(
            () ->
                writtenCsv(
                    DataFrame.byColumn("a").of(Series.of("ж")), Map.of("encoding", "latin-1")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("latin-1");
  }

  @Test
  void storedOptionsReadTheSameTableAgain() throws IOException {
    DataFrame frame = DataFrame.byColumn("a", "b").of(Series.of("x", null), Series.ofLong(1, 2));
    Map<String, Object> options = Map.of("fieldsep", "|", "na_values", List.of("-", ""));
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    Map<String, Object> stored = new CsvFormat().write(frame, "csv", options, out);

    assertThat(out.toString(UTF_8)).isEqualTo("a|b\nx|1\n-|2\n");
    assertThat(stored)
        .containsEntry("fieldsep", "|")
        .containsEntry("linesep", "\n")
        .containsEntry("encoding", "utf-8")
        .containsEntry("use_header", true)
        .containsEntry("use_index", false)
        .containsEntry("index_names_are_keys", false)
        .containsEntry("na_values", List.of("-", ""));
    DataFrame again = csv("csv", out.toByteArray(), stored);
    assertThat(column(again, "a")).containsExactly("x", null);
    assertThat(column(again, "b")).containsExactly(1L, 2L);
  }

  @Test
  void rowsAreReadAndWrittenAsRecordsAndMaps() throws IOException {
    String text = "name,wind,seen,more\nThor,80,2020-01-02,x\nOdin,70,,y\n";
    byte[] content = text.getBytes(UTF_8);

    Object storms =
        new CsvFormat()
            .read(
                Tables.source("csv", content, Path.of("unused")),
                new TypeToken<List<Storm>>() {}.type(),
                Map.of());
    Object maps =
        new CsvFormat()
            .read(
                Tables.source("csv", content, Path.of("unused")),
                new TypeToken<List<Map<String, Object>>>() {}.type(),
                Map.of());

    List<Storm> expected =
        List.of(new Storm("Thor", 80, LocalDate.of(2020, 1, 2)), new Storm("Odin", 70, null));
    assertThat(storms).isEqualTo(expected);
    assertThat(((List<?>) maps).get(1))
        .isEqualTo(mapOf("name", "Odin", "wind", 70L, "seen", null, "more", "y"));
    assertThat(writtenCsv(expected, Map.of()))
        .isEqualTo("name,wind,seen\nThor,80,2020-01-02\nOdin,70,\n");
    assertThat(writtenCsv(List.of(Map.of("a", 1), Map.of("b", 2)), Map.of()))
        .isEqualTo("a,b\n1,\n,2\n");
  }

  @Test
  void aRowThatDoesNotFitTheRecordIsNamed() {
    assertThatThrownBy(
            () ->
                new CsvFormat()
                    .read(
                        Tables.source(
                            "csv", "name,wind\nThor,80\nOdin,fast\n".getBytes(UTF_8), Path.of("x")),
                        new TypeToken<List<Storm>>() {}.type(),
                        Map.of()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("row 2")
        .hasMessageContaining("Storm");
  }

  @Test
  void onlyTablesAreReadAndWritten() {
    CsvFormat format = new CsvFormat();

    assertThat(format.canRead(DataFrame.class)).isTrue();
    assertThat(format.canRead(new TypeToken<List<Storm>>() {}.type())).isTrue();
    assertThat(format.canRead(new TypeToken<List<Map<String, ?>>>() {}.type())).isTrue();
    assertThat(format.canRead(String.class)).isFalse();
    assertThat(format.canRead(new TypeToken<List<String>>() {}.type())).isFalse();
    assertThat(format.canWrite(List.of(new Storm("x", 1, null)))).isTrue();
    assertThat(format.canWrite(List.of(1, 2))).isFalse();
    assertThat(format.canWrite("text")).isFalse();
  }

  @Test
  void tablesOfRandomTextComeBack() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    String alphabet = "ab,;\"'\\\t\r\n é😀|";
    int[] characters = alphabet.codePoints().toArray();
    List<Map<String, Object>> dialects =
        List.of(
            Map.of(),
            Map.of("quoting", "all", "quotechar", "'"),
            Map.of("quoting", "none", "escapechar", "\\"),
            Map.of("doublequote", false, "escapechar", "\\", "fieldsep", "\t"),
            Map.of("escapechar", "|"),
            Map.of("linesep", "\r\n", "skip_spaces", true));
    for (Map<String, Object> dialect : dialects) {
      @Nullable String[] values = new @Nullable String[500];
      for (int i = 0; i < values.length; i++) {
        StringBuilder text = new StringBuilder("x");
        for (int c = random.nextInt(5); c > 0; c--) {
          text.appendCodePoint(characters[random.nextInt(characters.length)]);
        }
        values[i] = i % 7 == 0 ? null : text.toString();
      }
      DataFrame frame = DataFrame.byColumn("a", "b").of(Series.of(values), Series.of(values));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try {
        Map<String, Object> stored = new CsvFormat().write(frame, "csv", dialect, out);
        DataFrame again = csv("csv", out.toByteArray(), stored);
        assertThat(column(again, "a"))
            .as("seed %d, options %s", seed, dialect)
            .isEqualTo(column(frame, "a"));
        assertThat(column(again, "b")).isEqualTo(column(frame, "b"));
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  @Test
  void manyThreadsReadAtOnce() {
    List<Integer> heights =
        new ArrayList<>(java.util.Collections.nCopies(64, 0))
            .parallelStream().map(i -> csv("a\n1\nx\n").height()).toList();

    assertThat(heights).containsOnly(2);
  }

  @Test
  void realFilesAreRead() throws IOException {
    DataFrame small =
        (DataFrame)
            new CsvFormat()
                .read(Tables.source(Tables.shared("small_file.csv")), Object.class, Map.of());
    DataFrame pairs =
        (DataFrame)
            new CsvFormat().read(Tables.source(Tables.shared("dev.tsv")), Object.class, Map.of());

    assertThat(column(small, "c")).containsExactly(3L, 6L);
    assertThat(names(pairs)).containsExactly("Quality", "#1 ID", "#2 ID", "#1 String", "#2 String");
    assertThat(pairs.height()).isEqualTo(408);
    assertThat((String) pairs.get("#2 String", 0)).startsWith("\" The foodservice pie");
  }

  private static Map<String, @Nullable Object> mapOf(@Nullable Object... entries) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put(String.valueOf(entries[i]), entries[i + 1]);
    }
    return map;
  }
}
