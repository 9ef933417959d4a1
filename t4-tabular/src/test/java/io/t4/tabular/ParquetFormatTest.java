package io.t4.tabular;

import static io.t4.tabular.Tables.column;
import static io.t4.tabular.Tables.names;
import static io.t4.tabular.Tables.written;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.formats.TypeToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.dflib.DataFrame;
import org.dflib.IntSeries;
import org.dflib.Series;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetFormatTest {
  /** A row as a record. */
  record Sighting(String name, @Nullable LocalDate seen, List<Integer> winds) {}

  private final ParquetFormat format = new ParquetFormat();

  @TempDir Path directory;

  @Test
  void valuesOfEveryTypeComeBackWithTheirType() {
    Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
    columns.put("int", values(Integer.MIN_VALUE, 7));
    columns.put("long", values(Long.MAX_VALUE, null));
    columns.put("uint64", values(new BigInteger("18446744073709551615"), BigInteger.ZERO));
    columns.put("decimal", values(new BigDecimal("-12345678901234567890.125"), null));
    columns.put("float", values(0.1f, Float.NaN));
    columns.put("double", values(0.1, Double.NEGATIVE_INFINITY));
    columns.put("bool", values(true, null));
    columns.put("text", values("ä€😀", ""));
    columns.put("date", values(LocalDate.of(1582, 10, 4), null));
    columns.put("time", values(LocalTime.of(1, 2, 3, 4000), null));
    columns.put("micros", values(LocalDateTime.parse("1969-12-31T23:59:59.999999"), null));
    columns.put("nanos", values(LocalDateTime.parse("2020-01-01T00:00:00.123456789"), null));
    columns.put("zoned", values(OffsetDateTime.parse("2020-06-01T10:00Z"), null));
    columns.put("uuid", values(UUID.fromString("123e4567-e89b-12d3-a456-426614174000"), null));
    columns.put("list", values(Arrays.asList(1L, null), List.of()));
    columns.put("struct", values(Map.of("a", 1L, "b", List.of("x")), null));
    columns.put("map", values(Map.of(1, 0.5), Map.of(2, Double.NaN, 3, 1.0)));
    columns.put("exact", values(List.of(new BigDecimal("12345678901234567890.12")), null));
    columns.put("nothing", values(null, null));
    DataFrame frame = frame(columns);

    DataFrame again = read(written(format, frame, Map.of()));

    columns.forEach((name, values) -> assertThat(column(again, name)).as(name).isEqualTo(values));
  }

  @Test
  void bytesComeBackAlsoInsideLists() {
    byte[] bytes = {0, -1, 39, 92, 65};
    DataFrame frame =
        DataFrame.byColumn("b", "l").of(Series.of(bytes, null), Series.of(List.of(bytes), null));

    DataFrame again = read(written(format, frame, Map.of()));

    assertThat((byte[]) again.get("b", 0)).isEqualTo(bytes);
    assertThat((byte[]) ((List<?>) again.get("l", 0)).get(0)).isEqualTo(bytes);
    assertThat(again.get("b", 1)).isNull();
  }

  @Test
  void instantsAreTimesInUtcAndSmallNumbersInts() {
    DataFrame frame =
        DataFrame.byColumn("t", "s")
            .of(Series.of(Instant.parse("2020-01-01T00:00:00Z")), Series.of((short) 3));

    DataFrame again = read(written(format, frame, Map.of()));

    assertThat(again.get("t", 0)).isEqualTo(OffsetDateTime.parse("2020-01-01T00:00Z"));
    assertThat(again.getColumn("s")).isInstanceOf(IntSeries.class);
  }

  @Test
  void mapsWhoseKeysDifferStayMaps() {
    DataFrame frame =
        DataFrame.byColumn("m").of(Series.of(Map.of("a", 1L), Map.of("b", 2L), Map.of()));

    assertThat(column(read(written(format, frame, Map.of())), "m"))
        .containsExactly(Map.of("a", 1L), Map.of("b", 2L), Map.of());
  }

  @Test
  void oddColumnNamesStayWhatTheyAre() {
    String[] odd = {"a b", "\"q\"", "'; DROP TABLE loaded; --", "ß", "select", "a.b", "$1"};
    Series<?>[] series =
        IntStream.range(0, odd.length).mapToObj(Series::ofInt).toArray(Series<?>[]::new);

    DataFrame again = read(written(format, DataFrame.byColumn(odd).of(series), Map.of()));

    assertThat(names(again)).containsExactly(odd);
    assertThat(again.get("'; DROP TABLE loaded; --", 0)).isEqualTo(2);
  }

  @Test
  void columnsThatDifferOnlyInCaseAreRefused() {
    DataFrame frame = DataFrame.byColumn("a", "A").of(Series.ofInt(1), Series.ofInt(2));

    assertThatThrownBy(() -> written(format, frame, Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("[a, A]");
  }

  @Test
  void valuesWithoutACommonTypeAreRefusedNamingTheColumn() {
    DataFrame frame = DataFrame.byColumn("mixed").of(Series.of("x", 1));

    assertThatThrownBy(() -> written(format, frame, Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("column mixed")
        .hasMessageContaining("row 2")
        .hasMessageContaining("VARCHAR");
    assertThatThrownBy(
            () -> written(format, DataFrame.byColumn("o").of(Series.of(new Object())), Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("column o");
  }

  @Test
  void compressionIsAnOptionAndStored() throws IOException {
    DataFrame frame = DataFrame.byColumn("a").of(Series.ofVal("same", 10_000));

    assertThat(format.write(frame, "parquet", Map.of(), new ByteArrayOutputStream()))
        .isEqualTo(Map.of("compression", "snappy"));
    assertThat(
            format.write(
                frame, "parquet", Map.of("compression", "ZSTD"), new ByteArrayOutputStream()))
        .isEqualTo(Map.of("compression", "zstd"));
    for (String codec : List.of("snappy", "gzip", "zstd", "brotli", "lz4", "none")) {
      assertThat(read(written(format, frame, Map.of("compression", codec))).height())
          .as(codec)
          .isEqualTo(10_000);
    }
    assertThatThrownBy(() -> written(format, frame, Map.of("compression", "rar")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("rar")
        .hasMessageContaining("snappy");
    assertThatThrownBy(() -> written(format, frame, Map.of("level", 3)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("level")
        .hasMessageContaining("compression");
  }

  @Test
  void damagedContentIsAFormatErrorWithoutOurPaths() {
    byte[] good = written(format, DataFrame.byColumn("a").of(Series.ofInt(1, 2)), Map.of());

    for (byte[] bad :
        List.of(
            new byte[0],
            "PAR1".getBytes(StandardCharsets.US_ASCII),
            Arrays.copyOf(good, good.length / 2))) {
      assertThatThrownBy(() -> read(bad))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("the object")
          .hasMessageNotContaining(directory.toString());
    }
  }

  @Test
  void recordsAreWrittenAndRead() throws IOException {
    List<Sighting> sightings =
        List.of(
            new Sighting("Thor", LocalDate.of(2020, 1, 2), List.of(1, 2)),
            new Sighting("Odin", null, List.of()));

    byte[] content = written(format, sightings, Map.of());

    assertThat(read(content).get("seen", 0)).isEqualTo(LocalDate.of(2020, 1, 2));
    assertThat(read(content, new TypeToken<List<Sighting>>() {}.type())).isEqualTo(sightings);
  }

  @Test
  void namesThatAreAPatternOrPartitionMeanNothing() throws IOException {
    Path odd = Files.createDirectories(directory.resolve("year=2020")).resolve("a*[b]{c}.parquet");
    Files.write(odd, written(format, DataFrame.byColumn("a").of(Series.ofInt(1)), Map.of()));

    DataFrame frame = (DataFrame) format.read(Tables.source(odd), Object.class, Map.of());

    assertThat(names(frame)).containsExactly("a");
  }

  @Test
  void aTableWithoutRowsKeepsItsColumnsAndOneWithoutColumnsIsRefused() {
    assertThat(names(read(written(format, DataFrame.empty("a", "b"), Map.of()))))
        .containsExactly("a", "b");
    assertThatThrownBy(() -> written(format, List.of(), Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("without columns");
  }

  @Test
  void aRealFileIsRead() throws IOException {
    DataFrame storms =
        (DataFrame)
            format.read(
                Tables.source(Tables.shared("atlantic_storms.parquet")), Object.class, Map.of());

    assertThat(storms.height()).isEqualTo(50_282);
    assertThat(storms.width()).isEqualTo(22);
    assertThat(storms.get("id", 0)).isEqualTo("AL011851");
    assertThat(storms.get("date", 1)).isEqualTo(LocalDateTime.parse("1851-06-25T06:00"));
  }

  private DataFrame read(byte[] content) {
    return (DataFrame) read(content, Object.class);
  }

  private Object read(byte[] content, Type type) {
    try {
      return format.read(Tables.source("parquet", content, directory), type, Map.of());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<@Nullable Object> values(@Nullable Object... values) {
    return Arrays.asList(values);
  }

  private static DataFrame frame(Map<String, List<@Nullable Object>> columns) {
    return DataFrame.byColumn(columns.keySet().toArray(String[]::new))
        .of(columns.values().stream().map(Series::ofIterable).toArray(Series<?>[]::new));
  }
}
