package io.t4.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.TooLargeException;
import io.t4.tabular.RowSelection.Comparison;
import io.t4.tabular.RowSelection.Direction;
import io.t4.tabular.RowSelection.Filter;
import io.t4.tabular.RowSelection.Order;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of rows and summaries of files. */
class FileTableTest {
  private static final DatabaseLimits LIMITS = new DatabaseLimits("256MiB", "1GiB", 2);

  private static final String STORMS =
      "day,speed,note\n2026-05-03,12,b\n2026-05-01,9.5,a\n2026-05-02,100,\"c, d\"\n2026-05-04,,A\n";

  @TempDir Path directory;

  private TableFile file(String name, String content) throws IOException {
    Path file = directory.resolve("[1]*? " + name);
    if (name.endsWith(".gz")) {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        out.write(content.getBytes(StandardCharsets.UTF_8));
      }
    } else {
      Files.writeString(file, content);
    }
    return new TableFile(file, TableFormat.of(name).orElseThrow());
  }

  private TableFile parquet(String sql) throws IOException, SQLException {
    Path file = directory.resolve("a.parquet");
    try (DuckDb database = DuckDb.open()) {
      database.execute(
          "COPY (" + sql + ") TO " + DuckDb.text(file.toString()) + " (FORMAT parquet)");
    }
    return new TableFile(file, TableFormat.of("a.parquet").orElseThrow());
  }

  private static TextRows rows(TableFile file, @Nullable Order order, Filter... filters)
      throws IOException {
    try (FileTable table = FileTable.open(file, LIMITS)) {
      return table.rows(new RowSelection(0, 100, order, Arrays.asList(filters)));
    }
  }

  private static List<@Nullable String> column(TextRows rows, int number) {
    List<@Nullable String> values = new ArrayList<>();
    rows.rows().forEach(row -> values.add(row.get(number - 1)));
    return values;
  }

  private static List<String> types(TextRows rows) {
    return rows.columns().stream().map(column -> column.name() + " " + column.type()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"storms.csv", "STORMS.CSV", "storms.csv.gz"})
  void rowsAreAsTheFileHasThem(String name) throws IOException {
    TextRows rows = rows(file(name, STORMS), null);
    assertThat(types(rows)).containsExactly("day DATE", "speed DOUBLE", "note VARCHAR");
    assertThat(column(rows, 2)).containsExactly("12", "9.5", "100", null);
    assertThat(column(rows, 3)).containsExactly("b", "a", "c, d", "A");
    assertThat(rows.more()).isFalse();
  }

  @Test
  void numbersAreSortedAsNumbersAndMissingOnesAreLast() throws IOException {
    TableFile file = file("storms.csv", STORMS);
    assertThat(column(rows(file, new Order(2, Direction.ASCENDING)), 2))
        .containsExactly("9.5", "12", "100", null);
    assertThat(column(rows(file, new Order(2, Direction.DESCENDING)), 2))
        .containsExactly("100", "12", "9.5", null);
    assertThat(column(rows(file, new Order(1, Direction.ASCENDING)), 1))
        .isSorted()
        .startsWith("2026-05-01");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2; LESS;     50;         12 9.5",
        "2; MORE;     9.5;        12 100",
        "2; EQUAL;    12.0;       12",
        "2; CONTAINS; 1;          12 100",
        "1; MORE;     2026-05-02; 12 ",
        "1; EQUAL;    2026-05-02; 100",
        "3; CONTAINS; a;          9.5",
        "3; EQUAL;    'c, d';     100",
        "3; LESS;     b;          9.5",
        "3; EQUAL;    ' OR ''1''=''1'; ''",
      })
  void rowsAreFiltered(int column, Comparison comparison, String value, String speeds)
      throws IOException {
    TextRows rows = rows(file("storms.csv", STORMS), null, new Filter(column, comparison, value));
    assertThat(column(rows, 2).stream().filter(speed -> speed != null).toList())
        .isEqualTo(speeds.isBlank() ? List.of() : Arrays.asList(speeds.strip().split(" ")));
  }

  @Test
  void mostValuesTellTheType() throws IOException {
    StringBuilder text = new StringBuilder("n,t,d\n");
    for (int i = 0; i < 100; i++) {
      boolean missing = i % 10 == 0;
      text.append(
          missing ? "NA,NA,NA\n" : i + ".5,2026-01-01 10:00:" + (10 + i % 50) + ",2026-01-02\n");
    }
    TextRows rows = rows(file("na.csv", text.toString()), new Order(1, Direction.DESCENDING));
    assertThat(types(rows)).containsExactly("n DOUBLE", "t TIMESTAMP", "d DATE");
    assertThat(column(rows, 1)).startsWith("99.5").endsWith("NA");
    assertThat(types(rows(file("half.csv", "n\n1\nx\n"), null))).containsExactly("n VARCHAR");
  }

  @Test
  void valuesOfAnotherTypeFarBehindStayAndAreLast() throws IOException {
    StringBuilder text = new StringBuilder("n\n");
    IntStream.range(0, 50_000).forEach(i -> text.append(i).append('\n'));
    TableFile file = file("n.csv", text + "unknown\n");
    TextRows largest = rows(file, new Order(1, Direction.DESCENDING));
    assertThat(types(largest)).containsExactly("n BIGINT");
    assertThat(column(largest, 1)).startsWith("49999", "49998");
    assertThat(largest.more()).isTrue();
    try (FileTable table = FileTable.open(file, LIMITS)) {
      assertThat(
              table
                  .rows(new RowSelection(50_000, 100, new Order(1, Direction.ASCENDING), List.of()))
                  .rows())
          .containsExactly(List.of("unknown"));
      ColumnSummary summary = table.summary().get(0);
      assertThat(summary.present()).isEqualTo(50_001);
      assertThat(summary.otherType()).isEqualTo(1);
      assertThat(summary.mean()).isEqualTo(24_999.5);
      assertThat(summary.distinct()).isBetween(40_000L, 50_001L);
    }
  }

  @Test
  void pagesOfASortedTableContinueEachOther() throws IOException {
    StringBuilder text = new StringBuilder("same,n\n");
    IntStream.range(0, 5_000).forEach(i -> text.append(i % 3).append(',').append(i).append('\n'));
    List<String> seen = new ArrayList<>();
    try (FileTable table = FileTable.open(file("same.csv", text.toString()), LIMITS)) {
      for (int from = 0; from < 5_000; from += 1_000) {
        column(
                table.rows(
                    new RowSelection(from, 1_000, new Order(1, Direction.ASCENDING), List.of())),
                2)
            .forEach(value -> seen.add(String.valueOf(value)));
      }
    }
    assertThat(seen).hasSize(5_000).doesNotHaveDuplicates();
  }

  /** What readers of CSV trip over. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,x\n2\n3,y\n",
        "a,b\n1,\"x\ny\"\n2\n3,y\n",
        "a,b\r\n1,x\r\n2,\r\n3,y\r\n",
        "a,b\n1,#x\n#2,\n3,\n",
        "a,a\n1,x\n2,y\n3,\n",
        "a,\n1,x\n2,y\n3,\n",
        "\"a\",\"\"\"b\"\"\"\n1,x\n2,y\n3,\n",
      })
  void oddFilesHaveAllTheirRows(String content) throws IOException {
    assertThat(rows(file("odd.csv", content), null).rows())
        .hasSize(3)
        .allMatch(row -> row.size() == 2);
  }

  @Test
  void quotesInTabSeparatedFilesMayBeCharactersLikeOthers() throws IOException {
    TextRows rows = rows(file("q.tsv", "a\tb\n5\" pipe\tx\n\"6\ty\n7\tz\n"), null);
    assertThat(column(rows, 2)).containsExactly("x", "y", "z");
  }

  @Test
  void jsonLinesAreATable() throws IOException {
    String lines =
        """
        {"a": 2, "b": {"c": [1]}, "t": "2026-01-01T00:00:00+02:00"}
        {"a": 10, "n": "x"}
        {"a": null}
        """;
    for (String name : List.of("l.jsonl", "l.ndjson.gz")) {
      TextRows rows = rows(file(name, lines), new Order(1, Direction.DESCENDING));
      assertThat(types(rows)).containsExactly("a BIGINT", "b VARCHAR", "t TIMESTAMP", "n VARCHAR");
      assertThat(column(rows, 1)).containsExactly("10", "2", null);
      assertThat(column(rows, 2)).containsExactly(null, "{\"c\":[1]}", null);
    }
  }

  @Test
  void parquetHasItsOwnTypes() throws Exception {
    TableFile file =
        parquet(
            "SELECT i AS id, i / 2.0 AS half, DATE '2026-01-01' + i::INT AS day, [i, i] AS list,"
                + " {'x': i} AS struct, 'ab'::BLOB AS bytes FROM range(1000) t(i)");
    TextRows rows =
        rows(file, new Order(3, Direction.DESCENDING), new Filter(1, Comparison.LESS, "500.5"));
    assertThat(types(rows)).startsWith("id BIGINT", "half DOUBLE", "day DATE", "list BIGINT[]");
    assertThat(rows.rows().get(0))
        .containsExactly("500", "250.0", "2027-05-16", "[500, 500]", "{'x': 500}", "ab");
    try (FileTable table = FileTable.open(file, LIMITS)) {
      List<ColumnSummary> summary = table.summary();
      assertThat(summary.get(1).mean()).isEqualTo(249.75);
      assertThat(summary.get(2).least()).isEqualTo("2026-01-01");
      assertThat(summary.get(2).mean()).isNull();
      assertThat(summary.get(0).otherType()).isZero();
    }
  }

  @Test
  void aSelectionThatTheTableDoesNotHaveIsRefused() throws IOException {
    try (FileTable table = FileTable.open(file("storms.csv", STORMS), LIMITS)) {
      assertThatThrownBy(
              () ->
                  table.rows(new RowSelection(0, 10, new Order(4, Direction.ASCENDING), List.of())))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("no column 4; the table has 3");
      assertThatThrownBy(
              () ->
                  table.rows(
                      new RowSelection(
                          0, 10, null, List.of(new Filter(2, Comparison.LESS, "1 OR 1=1")))))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("'1 OR 1=1' can't be compared with the column 'speed'");
      assertThat(table.rows(new RowSelection(2, 1, null, List.of())).rows()).hasSize(1);
    }
  }

  @Test
  void damagedFilesSayWhatIsWrongAndNotWhereTheyAre() throws IOException {
    for (TableFile file :
        List.of(file("a.parquet", "PAR1 no more"), file("a.jsonl", "{\"a\": 1}\n{]\n"))) {
      assertThatThrownBy(() -> rows(file, null))
          .isInstanceOf(FormatException.class)
          .hasMessageNotContaining(directory.toString());
    }
    TableFile deep = file("deep.jsonl", "{\"a\":" + "[".repeat(5_000) + "\n");
    assertThatThrownBy(() -> rows(deep, null)).isInstanceOf(TooLargeException.class);
  }

  @Test
  void wideTablesAndLongValuesAreCut() throws IOException {
    String names = String.join(",", IntStream.range(0, 300).mapToObj(i -> "c" + i).toList());
    TextRows wide = rows(file("w.csv", names + "\n" + names + "\n"), null);
    assertThat(wide.columns()).hasSize(TextRows.MOST_COLUMNS);
    assertThat(wide.columnsLeftOut()).isEqualTo(100);
    TextRows deep = rows(file("l.csv", "a,b\n" + "ᚦ𝔸".repeat(100_000) + ",1\n"), null);
    assertThat(column(deep, 1).get(0)).hasSize(1_501).endsWith("…");
  }
}
