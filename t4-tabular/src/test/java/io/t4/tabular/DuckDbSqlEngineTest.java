package io.t4.tabular;

import static io.t4.tabular.Tables.column;
import static io.t4.tabular.Tables.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.TooLargeException;
import io.t4.formats.FormatHandler;
import io.t4.formats.FormatSource;
import io.t4.formats.SqlEngine;
import io.t4.formats.TypeToken;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.dflib.DataFrame;
import org.dflib.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuckDbSqlEngineTest {
  /** A row as a record. */
  record Count(String name, long n) {}

  /** Stands for the handler of JSON lines, which another module has. */
  private static final class JsonLines implements FormatHandler {
    @Override
    public String name() {
      return "jsonl";
    }

    @Override
    public List<String> extensions() {
      return List.of("jsonl");
    }

    @Override
    public String contentType() {
      return "application/jsonl";
    }

    @Override
    public boolean canRead(Type type) {
      return false;
    }

    @Override
    public boolean canWrite(Object value) {
      return false;
    }

    @Override
    public Object read(FormatSource source, Type type, Map<String, Object> options) {
      throw new UnsupportedOperationException("the engine reads the source itself");
    }

    @Override
    public Map<String, Object> write(
        Object value, String extension, Map<String, Object> options, OutputStream out) {
      throw new UnsupportedOperationException("the engine never writes");
    }
  }

  private static final String STORMS = "name,wind,Wind\nThor,80,a\nOdin,,b\nThor,70,c\n";

  @TempDir Path directory;

  @Test
  void csvIsQueriedWithTheNamesAndTypesThatItHasInMemory() {
    DataFrame frame =
        storms("SELECT name, sum(wind) AS total FROM s3object GROUP BY ALL ORDER BY 1");

    assertThat(names(frame)).containsExactly("name", "total");
    assertThat(column(frame, "name")).containsExactly("Odin", "Thor");
    assertThat(((Number) frame.get("total", 1)).longValue()).isEqualTo(150);
    assertThat(column(storms("SELECT \"Wind.1\" FROM S3Object"), "Wind.1"))
        .containsExactly("a", "b", "c");
  }

  @Test
  void optionsOfTheFormatCount() {
    Object frame =
        select(
            new CsvFormat(),
            "csv",
            "a|b\n-|2\n",
            Map.of("fieldsep", "|", "na_values", List.of("-")),
            "SELECT b FROM S3Object WHERE a IS NULL",
            Object.class);

    assertThat(column((DataFrame) frame, "b")).containsExactly(2L);
  }

  @Test
  void jsonLinesAndParquetAreQueried() {
    String lines = "{\"a\": 1, \"n\": {\"x\": [1, 2]}}\n{\"a\": 2.5}\n";
    DataFrame json =
        (DataFrame)
            select(
                new JsonLines(),
                "jsonl",
                lines,
                Map.of(),
                "SELECT a, n.x[2] AS x FROM s3object ORDER BY a",
                Object.class);
    byte[] table =
        Tables.written(
            new ParquetFormat(), DataFrame.byColumn("a").of(Series.ofInt(1, 2, 3)), Map.of());
    DataFrame parquet =
        (DataFrame)
            select(
                new ParquetFormat(),
                "parquet",
                table,
                Map.of(),
                "WITH t AS (SELECT a * 2 AS b FROM S3Object) SELECT max(b) AS b FROM t",
                Object.class);

    assertThat(column(json, "a")).containsExactly(1.0, 2.5);
    assertThat(column(json, "x")).containsExactly(2L, null);
    assertThat(column(parquet, "b")).containsExactly(6);
  }

  @Test
  void answersAreRecordsAndMapsToo() {
    String sql = "SELECT name, count(*) AS n FROM S3Object GROUP BY name ORDER BY n DESC";

    assertThat(
            select(
                new CsvFormat(),
                "csv",
                STORMS,
                Map.of(),
                sql,
                new TypeToken<List<Count>>() {}.type()))
        .isEqualTo(List.of(new Count("Thor", 2), new Count("Odin", 1)));
    assertThat(select(new CsvFormat(), "csv", STORMS, Map.of(), sql, List.class))
        .isEqualTo(List.of(Map.of("name", "Thor", "n", 2L), Map.of("name", "Odin", "n", 1L)));
    assertThatThrownBy(() -> select(new CsvFormat(), "csv", STORMS, Map.of(), sql, String.class))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("java.lang.String");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "COPY S3Object TO '/tmp/t4-escape.csv'",
        "COPY (SELECT 1) TO '/tmp/t4-escape.csv'",
        "ATTACH '/tmp/t4-escape.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "PRAGMA database_list",
        "CALL pragma_version()",
        "CREATE TABLE t AS SELECT 1",
        "DROP VIEW S3Object",
        "EXPLAIN SELECT 1",
        "DESCRIBE S3Object",
        "EXPORT DATABASE '/tmp/t4-escape'",
        "SELECT 1; SELECT 2",
        "SELECT 1; COPY S3Object TO '/tmp/t4-escape.csv'",
        "",
        ";"
      })
  void everythingButOneSelectIsRefused(String sql) {
    assertThatThrownBy(() -> storms(sql))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("one SELECT statement");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM READ_TEXT('/etc/passwd')",
        "SELECT * FROM read_parquet('content.parquet')",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM duckdb_settings()",
        "SELECT * FROM duckdb_views()",
        "SELECT (SELECT count(*) FROM duckdb_secrets())",
        "SELECT * FROM query('SELECT 1')",
        "SELECT * FROM query_table('S3Object')",
        "SELECT * FROM sniff_csv('/etc/passwd')",
        "SELECT * FROM json_execute_serialized_sql('{}')",
        "WITH x AS (SELECT * FROM read_blob('/etc/passwd')) SELECT * FROM x",
        "SELECT current_setting('allowed_paths')",
        "SELECT system.main.current_setting('allowed_paths')",
        "SELECT list_transform(['allowed_paths'], x -> current_setting(x))",
        "SELECT pg_get_viewdef(1)",
        "SELECT sleep_ms(100000)",
        "SELECT getenv('HOME')"
      })
  void functionsThatReachFurtherAreRefused(String sql) {
    assertThatThrownBy(() -> storms(sql))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("isn't allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM 'http://127.0.0.1:1/x.csv'",
        "SELECT * FROM information_schema.tables",
        "SELECT * FROM pg_catalog.pg_class",
        "SELECT * FROM sqlite_master",
        "SELECT * FROM loaded",
        "SELECT * FROM main.S3Object",
        // Names of WITH hold where they are in scope only.
        "SELECT (SELECT n FROM (WITH duckdb_views AS (SELECT 1 AS n) SELECT * FROM duckdb_views)), *"
            + " FROM duckdb_views",
        "WITH duckdb_views AS (SELECT * FROM duckdb_views) SELECT * FROM duckdb_views",
        "WITH a AS (SELECT * FROM duckdb_views), duckdb_views AS (SELECT 1) SELECT * FROM a",
        "SELECT * FROM S3Object WHERE name IN (SELECT path FROM \"/etc/passwd\")"
      })
  void otherTablesAreRefused(String sql) {
    assertThatThrownBy(() -> storms(sql))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("the only table is S3Object");
  }

  @Test
  void theDatabaseItselfIsLockedBehindTheCheck() throws Exception {
    try (DuckDb database = DuckDb.open()) {
      database.lock(List.of());

      for (String sql :
          List.of(
              "SELECT * FROM read_text('/etc/passwd')",
              "COPY (SELECT 1) TO '" + directory.resolve("out.csv") + "'",
              "ATTACH '" + directory.resolve("out.db") + "'",
              "SET enable_external_access = true",
              "INSTALL httpfs")) {
        assertThatThrownBy(() -> database.execute(sql))
            .isInstanceOf(java.sql.SQLException.class)
            .message()
            .containsAnyOf("disabled by configuration", "has been locked");
      }
      assertThat(directory).isEmptyDirectory();
    }
  }

  @Test
  void errorsGiveThePositionAndNoPathOfOurs() {
    assertThatThrownBy(() -> storms("SELECT nme FROM S3Object"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("nme")
        .hasMessageContaining("LINE 1");
    assertThatThrownBy(() -> storms("SELEC 1"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("SELEC")
        .hasMessageContaining("character 0");
    assertThatThrownBy(
            () ->
                select(
                    new JsonLines(),
                    "jsonl",
                    "{\"a\": 1}\n{",
                    Map.of(),
                    "SELECT * FROM S3Object",
                    Object.class))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("Malformed JSON")
        .hasMessageNotContaining(directory.toString());
  }

  @Test
  void aStatementThatTakesTooLongIsStopped() {
    SqlEngine impatient = new DuckDbSqlEngine(Duration.ofMillis(300));
    String sql =
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t";

    assertThatThrownBy(
            () ->
                impatient.select(
                    Tables.source("csv", STORMS.getBytes(StandardCharsets.UTF_8), directory),
                    new CsvFormat(),
                    Map.of(),
                    sql,
                    Object.class))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("0.3 seconds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT repeat(name, 2000000000) FROM S3Object",
        "SELECT repeat(repeat(name, 10000), 10000) FROM S3Object",
        "SELECT len(range(wind * 1000000000)) FROM S3Object",
        "SELECT unnest(generate_series(1, 100000000)) FROM S3Object"
      })
  void valuesThatWouldGrowBeyondMemoryAreRefused(String sql) {
    assertThatThrownBy(() -> storms(sql))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("1000000 elements");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT format('{:>2000000000}', name) FROM S3Object",
        "SELECT format('{:>{}}', name, 2000000000) FROM S3Object",
        "SELECT printf('%2000000000s', name) FROM S3Object",
        "SELECT printf('%*d', 2000000000, 1)",
        "SELECT printf(name) FROM S3Object"
      })
  void templatesOfAnyWidthAreRefused(String sql) {
    assertThatThrownBy(() -> storms(sql))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("template");
    assertThat(storms("SELECT format('{:>5}', 'x') AS f, printf('%03d', 7) AS p").get("p", 0))
        .isEqualTo("007");
  }

  // Any of these ends the JVM, with some thousand brackets in the text.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT json_structure(name) FROM S3Object",
        "SELECT json_merge_patch(name, name) FROM S3Object",
        "SELECT json_contains(name, '1') FROM S3Object",
        "SELECT name::JSON::VARIANT FROM S3Object",
        "SELECT CAST(name AS VARIANT[]) FROM S3Object",
        "SELECT variant_extract(name::JSON, 'a') FROM S3Object"
      })
  void whatGoesIntoJsonByRecursionIsRefused(String sql) {
    assertThatThrownBy(() -> storms(sql))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("isn't allowed")
        .hasMessageContaining("json_extract");
  }

  @Test
  void hostileNestingOfJsonLinesIsATypedError() {
    for (String opening : List.of("[", "{\"a\":")) {
      String closing = opening.equals("[") ? "]" : "}";
      String line = opening.repeat(100_000) + "1" + closing.repeat(100_000);
      assertThatThrownBy(() -> lines("{\"a\": \"[[\\\"[[\"}\n" + line + "\n", "SELECT 1"))
          .isInstanceOf(TooLargeException.class)
          .hasMessageContaining("line 2")
          .hasMessageContaining("1000 levels");
    }
    String deep = "{\"a\":".repeat(1000) + "1" + "}".repeat(1000);
    assertThat(lines((deep + "\n").repeat(2), "SELECT count(*) AS n FROM S3Object").get(0, 0))
        .isEqualTo(2L);
  }

  @Test
  void timesWithAZoneStayTheInstantsThatTheyAre() {
    DataFrame frame =
        lines(
            "{\"zoned\": \"2024-01-01T00:00:00+02:00\", \"utc\": \"2024-01-01T00:00:00.5Z\","
                + " \"local\": \"2024-01-01T00:00:00\", \"list\": [\"2024-01-01T00:00:00-05:00\"],"
                + " \"both\": {\"a\": \"2024-01-01T00:00:00+02:00\", \"b\": \"2024-01-01 00:00:00\"}}\n",
            "SELECT * FROM S3Object");
    assertThat(frame.get("zoned", 0)).isEqualTo(OffsetDateTime.parse("2023-12-31T22:00:00Z"));
    assertThat(frame.get("utc", 0)).isEqualTo(OffsetDateTime.parse("2024-01-01T00:00:00.5Z"));
    assertThat(frame.get("local", 0)).isEqualTo(LocalDateTime.parse("2024-01-01T00:00:00"));
    // Two kinds in one value: the texts as they are.
    assertThat(frame.get("both", 0))
        .isEqualTo(Map.of("a", "2024-01-01T00:00:00+02:00", "b", "2024-01-01 00:00:00"));

    DataFrame odd =
        lines(
            "{\"x\\\"TIMESTAMP'\": 1, \"a\": 1, \"A\": \"2024-01-01T00:00:00+02:00\","
                + " \"list\": [\"2024-01-01T00:00:00-05:00\"]}\n",
            "SELECT A_1, list[1] AS l FROM S3Object");
    assertThat(odd.get("A_1", 0)).isEqualTo(OffsetDateTime.parse("2023-12-31T22:00:00Z"));
    assertThat(odd.get("l", 0)).isEqualTo(OffsetDateTime.parse("2024-01-01T05:00:00Z"));

    DataFrame mixed =
        lines(
            "{\"t\": \"2024-01-01T00:00:00+02:00\"}\n{\"t\": \"2024-01-01T00:00:00\"}\n",
            "SELECT t FROM S3Object");
    assertThat(column(mixed, "t"))
        .containsExactly("2024-01-01T00:00:00+02:00", "2024-01-01T00:00:00");
  }

  private DataFrame lines(String lines, String sql) {
    return (DataFrame) select(new JsonLines(), "jsonl", lines, Map.of(), sql, Object.class);
  }

  @Test
  void textThatIsNoUnicodeIsRefused() {
    assertThatThrownBy(() -> storms("SELECT '\ud800'"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("surrogate");
  }

  @Test
  void tablesOfVeryManyColumnsAreRefused() {
    String header = "c,".repeat(20_000) + "c\n";
    assertThatThrownBy(
            () -> select(new CsvFormat(), "csv", header, Map.of(), "SELECT 1", Object.class))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("20001 columns");
  }

  @Test
  void smallAmplificationIsFine() {
    assertThat(storms("SELECT lpad(name, 6, '.') AS n, unnest(range(2)) FROM S3Object").get(0, 0))
        .isEqualTo("..Thor");
  }

  @Test
  void theEngineIsFoundAndKnowsItsFormats() {
    List<SqlEngine> engines =
        ServiceLoader.load(SqlEngine.class).stream().map(ServiceLoader.Provider::get).toList();
    List<String> formats =
        ServiceLoader.load(FormatHandler.class).stream()
            .map(provider -> provider.get().name())
            .toList();

    assertThat(engines).hasSize(1).first().isInstanceOf(DuckDbSqlEngine.class);
    assertThat(engines.get(0).canQuery(new ParquetFormat())).isTrue();
    assertThat(engines.get(0).canQuery(new JsonLines())).isTrue();
    assertThat(formats).contains("csv", "parquet");
  }

  @Test
  void manyThreadsQueryAtOnce() {
    List<Integer> heights =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> storms("SELECT * FROM S3Object").height())
            .toList();

    assertThat(heights).containsOnly(3);
  }

  @Test
  void aRealFileIsQueried() throws IOException {
    DataFrame frame =
        (DataFrame)
            new DuckDbSqlEngine()
                .select(
                    Tables.source(Tables.shared("atlantic_storms.parquet")),
                    new ParquetFormat(),
                    Map.of(),
                    "SELECT count(*) AS n FROM S3Object",
                    Object.class);

    assertThat(column(frame, "n")).containsExactly(50_282L);
  }

  private DataFrame storms(String sql) {
    return (DataFrame) select(new CsvFormat(), "csv", STORMS, Map.of(), sql, Object.class);
  }

  private Object select(
      FormatHandler format,
      String extension,
      String content,
      Map<String, Object> options,
      String sql,
      Type type) {
    return select(format, extension, content.getBytes(StandardCharsets.UTF_8), options, sql, type);
  }

  private Object select(
      FormatHandler format,
      String extension,
      byte[] content,
      Map<String, Object> options,
      String sql,
      Type type) {
    try {
      return new DuckDbSqlEngine()
          .select(Tables.source(extension, content, directory), format, options, sql, type);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
