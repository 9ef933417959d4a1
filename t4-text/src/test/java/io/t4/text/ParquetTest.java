package io.t4.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.text.ExtractedText.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parquet files, as DuckDB writes them. */
class ParquetTest {
  private static TextExtractor extractor;

  @TempDir Path directory;

  @BeforeAll
  static void start() throws IOException {
    extractor = TextExtractor.builder().workers(1).build();
  }

  @AfterAll
  static void stop() {
    extractor.close();
  }

  private Path parquet(String query, String options) throws Exception {
    Path file = directory.resolve("a.parquet");
    write(file, query, options);
    return file;
  }

  static void write(Path file, String query, String options) throws Exception {
    try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = database.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("COPY (%s) TO '%s' (FORMAT parquet, %s)".formatted(query, file, options));
    }
  }

  private static ExtractedText extract(Path file) throws IOException {
    return extractor.extract("a.parquet", file);
  }

  @ParameterizedTest
  @CsvSource({
    "uncompressed, V1", "snappy, V1", "gzip, V1", "zstd, V1", "lz4_raw, V1",
    "uncompressed, V2", "snappy, V2", "gzip, V2", "zstd, V2", "lz4_raw, V2"
  })
  void everyCompressionAndVersion(String codec, String version) throws Exception {
    Path file =
        parquet(
            "SELECT range AS number, 'name ' || (range % 10) AS name,"
                + " CASE WHEN range % 2 = 0 THEN range * 0.5::DOUBLE END AS half FROM range(5000)",
            "COMPRESSION %s, PARQUET_VERSION %s".formatted(codec, version));

    ExtractedText result = extract(file);

    assertThat(result.outcome()).as(result.detail()).isEqualTo(Outcome.COMPLETE);
    String[] lines = result.text().split("\n", -1);
    assertThat(Arrays.copyOf(lines, 3)).containsExactly("number", "name", "half");
    assertThat(lines).hasSize(3 + 5000 + 1);
    assertThat(lines[3]).isEqualTo("0\tname 0\t0.0\t");
    assertThat(lines[4]).isEqualTo("1\tname 1\t\t");
    assertThat(lines[3 + 4998]).isEqualTo("4998\tname 8\t2499.0\t");
  }

  @Test
  void everyType() throws Exception {
    ExtractedText result =
        extract(
            parquet(
                """
                SELECT true AS a_boolean, 1::UTINYINT AS a_byte, -5::SMALLINT AS a_short,
                  12345678901::BIGINT AS a_long, 1.5::FLOAT AS a_float,
                  12.34::DECIMAL(9, 2) AS a_decimal, DATE '2026-11-23' AS a_date,
                  TIMESTAMP '2026-11-23 10:11:12.5' AS a_time,
                  TIMESTAMPTZ '2026-11-23 10:11:12Z' AS a_time_with_zone,
                  '6ba7b810-9dad-11d1-80b4-00c04fd430c8'::UUID AS a_uuid,
                  '\\xFF\\xFE'::BLOB AS a_blob, 'w\u00f6rd' AS a_text,
                  ['x', NULL, 'y'] AS a_list, {'inner': {'deep': 'z'}} AS a_struct,
                  MAP {'key': 'value'} AS a_map, NULL::VARCHAR AS a_null
                """,
                "COMPRESSION snappy"));

    assertThat(result.outcome()).as(result.detail()).isEqualTo(Outcome.COMPLETE);
    assertThat(result.text().lines())
        .contains("a_boolean", "a_list", "a_struct", "inner", "deep", "a_map", "key", "a_null");
    String row = result.text().lines().reduce((first, last) -> last).orElseThrow();
    assertThat(row.split("\t", -1))
        .containsExactly(
            "true",
            "1",
            "-5",
            "12345678901",
            "1.5",
            "12.34",
            "2026-11-23",
            "2026-11-23T10:11:12.500000",
            "2026-11-23T10:11:12.000000+0000",
            "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
            "",
            "w\u00f6rd",
            "x",
            "",
            "y",
            "z",
            "key",
            "value",
            "",
            "");
  }

  @Test
  void onlyTheFirstRowGroupIsRead() throws Exception {
    ExtractedText result =
        extract(parquet("SELECT range AS n FROM range(10000)", "ROW_GROUP_SIZE 2048"));

    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(result.text().lines()).hasSize(1 + 2048).endsWith("2047\t");
  }

  @Test
  void noRows() throws Exception {
    ExtractedText result = extract(parquet("SELECT 1 AS n WHERE false", "COMPRESSION snappy"));

    assertThat(result.outcome()).isEqualTo(Outcome.COMPLETE);
    assertThat(result.text()).isEqualTo("n\n");
  }

  @Test
  void anUnknownCompressionLeavesTheNames() throws Exception {
    ExtractedText result =
        extract(parquet("SELECT 'word' AS a_column FROM range(100)", "COMPRESSION brotli"));

    assertThat(result.outcome()).isEqualTo(Outcome.UNSUPPORTED);
    assertThat(result.text()).isEqualTo("a_column\n");
    assertThat(result.detail()).isEqualTo("the compression is BROTLI");
  }

  @Test
  void damagedFilesAreMalformed() throws Exception {
    byte[] whole =
        Files.readAllBytes(parquet("SELECT range AS n FROM range(1000)", "COMPRESSION snappy"));
    Path file = directory.resolve("damaged.parquet");

    for (int cut : new int[] {0, 4, 11, whole.length / 2, whole.length - 1}) {
      Files.write(file, Arrays.copyOf(whole, cut));
      assertThat(extract(file).outcome()).as("cut at " + cut).isEqualTo(Outcome.MALFORMED);
    }
    byte[] wrongLength = whole.clone();
    wrongLength[whole.length - 5] = 0x7f;
    Files.write(file, wrongLength);
    assertThat(extract(file).detail()).contains("the footer is longer than the file");
  }
}
