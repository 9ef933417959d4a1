package io.t4.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.InvalidInputException;
import io.t4.error.T4Exception;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SQL of strangers over files. */
class FileQueryTest {
  private static final DatabaseLimits LIMITS = new DatabaseLimits("256MiB", "1GiB", 2);

  @TempDir Path directory;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(directory.resolve("a b"));
    Files.writeString(directory.resolve("a b/storms.csv"), "god,speed\nthor,12\nloki,7\nodin,\n");
    Files.writeString(
        directory.resolve("gods.jsonl"),
        "{\"name\": \"thor\", \"hammer\": true}\n{\"name\": \"loki\", \"hammer\": false}\n");
    StringBuilder late = new StringBuilder("n\n");
    IntStream.range(0, 60_000).forEach(i -> late.append(i).append('\n'));
    Files.writeString(directory.resolve("late.csv"), late + "unknown\n");
    Files.writeString(directory.resolve("secret.csv"), "password\nrunes\n");
  }

  private FileQuery opened(String sql, Path written) throws IOException {
    FileQuery query = FileQuery.of(sql, LIMITS);
    try {
      Map<String, TableFile> files = new LinkedHashMap<>();
      for (String name : query.tables()) {
        files.put(name, new TableFile(directory.resolve(name), TableFormat.of(name).orElseThrow()));
      }
      query.open(files, written);
      return query;
    } catch (IOException | RuntimeException e) {
      query.close();
      throw e;
    }
  }

  private List<? extends List<?>> rows(String sql) throws IOException {
    try (FileQuery query = opened(sql, directory.resolve("nothing"))) {
      return query.rows(100).rows();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT god, hammer, speed + 1 FROM 'a b/storms.csv' JOIN \"gods.jsonl\" ON god = name ORDER BY speed DESC",
        "-- the fastest\nSELECT god, hammer, speed + 1 FROM 'a b/storms.csv' JOIN 'gods.jsonl' g ON god = g.name ORDER BY speed DESC;\n ",
        "WITH s AS (FROM 'a b/storms.csv') SELECT god, hammer, speed + 1 FROM s JOIN 'gods.jsonl' ON god = name ORDER BY speed DESC -- ;",
      })
  void filesAreTables(String sql) throws IOException {
    assertThat(rows(sql))
        .isEqualTo(List.of(List.of("thor", "true", "13"), List.of("loki", "false", "8")));
  }

  @Test
  void typesHoldForAllOfAFile() throws IOException {
    assertThat(rows("SELECT count(*), max(n) FROM 'late.csv'"))
        .isEqualTo(List.of(List.of("60001", "unknown")));
  }

  @Test
  void rowsAreLimitedAndColumnsHaveTheirNames() throws IOException {
    try (FileQuery query = opened("SELECT 1 AS a, 2 AS a, n FROM 'late.csv'", directory)) {
      TextRows rows = query.rows(10);
      assertThat(rows.rows()).hasSize(10);
      assertThat(rows.more()).isTrue();
      assertThat(rows.columns()).extracting(TextRows.Column::name).containsExactly("a", "a", "n");
    }
  }

  @Test
  void resultsAreWrittenToTheOneFileThatMayBeWritten() throws IOException {
    Path target = Files.createFile(directory.resolve("result"));
    String sql = "SELECT god, speed FROM 'a b/storms.csv' ORDER BY 1";
    try (FileQuery query = opened(sql, target)) {
      query.export(target, FileQuery.Export.CSV);
    }
    assertThat(target).hasContent("god,speed\nloki,7\nodin,\nthor,12");
    Path parquet = directory.resolve("result.parquet");
    try (FileQuery query = opened(sql, parquet)) {
      query.export(parquet, FileQuery.Export.PARQUET);
      Path other = directory.resolve("other");
      assertThatThrownBy(() -> query.export(other, FileQuery.Export.CSV))
          .isInstanceOf(T4Exception.class);
      assertThat(other).doesNotExist();
    }
    assertThat(rows("SELECT sum(speed) FROM 'result.parquet'")).isEqualTo(List.of(List.of("19")));
  }

  @Test
  void errorsHaveTheirPlace() {
    assertThatThrownBy(() -> rows("SELECT god FROM 'a b/storms.csv' WHERE (("))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("can't be parsed")
        .hasMessageContaining("at character");
    assertThatThrownBy(() -> rows("SELECT hamer FROM 'gods.jsonl'"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("\"hamer\" not found")
        .hasMessageContaining("LINE 1: SELECT hamer FROM");
    assertThatThrownBy(() -> rows("SELECT * FROM gods.jsonl"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("FROM 'gods.jsonl'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('secret.csv')",
        "SELECT * FROM glob('*')",
        "SELECT * FROM query('SELECT 1')",
        "SELECT * FROM duckdb_settings()",
        "SELECT * FROM sniff_csv('secret.csv')",
        "SELECT * FROM information_schema.tables",
        "SELECT getenv('HOME')",
        "SELECT current_setting('temp_directory')",
        "ATTACH '/etc/passwd' AS x",
        "COPY (SELECT 1) TO 'x.csv'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "PRAGMA database_list",
        "SET lock_configuration = false",
        "CREATE TABLE x AS SELECT 1",
        "SELECT 1; SELECT 2",
        "SELECT 1) TO 'x.csv' (FORMAT csv); --",
        "SHOW TABLES",
        "EXPLAIN SELECT 1",
        "",
      })
  void everythingElseIsRefused(String sql) {
    assertThatThrownBy(() -> rows(sql)).isInstanceOf(InvalidInputException.class);
  }

  /** Should a name get past the check, there is still nothing behind it. */
  @Test
  void filesThatWereNotGivenAreOutOfReach() throws IOException {
    Path secret = directory.resolve("secret.csv");
    try (FileQuery query = FileQuery.of("SELECT * FROM '" + secret + "'", LIMITS)) {
      assertThat(query.tables()).containsExactly(secret.toString());
      query.open(Map.of(), null);
      assertThatThrownBy(() -> query.rows(10))
          .isInstanceOf(T4Exception.class)
          .hasMessageNotContaining("runes");
    }
  }
}
