package io.t4.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import io.t4.error.FormatException;
import io.t4.formats.NumpyArray;
import io.t4.formats.TypeToken;
import io.t4.servers.BucketOnServer;
import io.t4.servers.S3TestServer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.dflib.DataFrame;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Objects and metadata that Python's own libraries write are read here, and the reverse: boto3,
 * pandas, pyarrow, numpy and json are the oracle.
 */
abstract class PythonInterop extends BucketOnServer {
  private @Nullable Python python;

  @BeforeEach
  void findPython() {
    python = Python.required();
  }

  /** When boto3 sends checksums: its own default. */
  String checksums() {
    return "when_supported";
  }

  /** Runs a script with the settings of the server, and these. */
  private Map<String, Object> run(String script, Map<String, ?> more) throws Exception {
    if (python == null) {
      throw new IllegalStateException("only while a test runs");
    }
    Map<String, Object> arguments = new LinkedHashMap<>(more);
    arguments.put("endpoint", server().endpoint().toString());
    arguments.put("region", S3TestServer.REGION);
    arguments.put("accessKey", server().accessKey());
    arguments.put("secretKey", server().secretKey());
    arguments.put("checksums", checksums());
    arguments.put("bucket", bucket().location().bucket());
    return python.run(script, arguments);
  }

  private Map<String, Object> runWithSeed(String script) throws Exception {
    int seed = new Random().nextInt(Integer.MAX_VALUE);
    System.out.println(script + ": seed " + seed);
    Map<String, Object> expected = run(script, Map.of("seed", seed));
    assertThat(expected).isNotEmpty();
    return expected;
  }

  // From Python --------------------------------------------------------------------------------

  @Test
  void csvOfPandasIsReadAsPandasReadsIt() throws Exception {
    Map<String, Object> expected = runWithSeed("write_csv.py");
    assertSoftly(
        softly ->
            expected.forEach(
                (key, table) ->
                    check(
                        softly,
                        key,
                        () ->
                            Canonical.withoutNumberTypes(
                                Canonical.table(bucket().deserialize(key, DataFrame.class))),
                        Canonical.withoutNumberTypes(table))));
  }

  @Test
  void parquetOfPyarrowIsReadWithItsTypes() throws Exception {
    Map<String, Object> expected = runWithSeed("write_parquet.py");
    assertSoftly(
        softly ->
            expected.forEach(
                (key, table) ->
                    check(
                        softly,
                        key,
                        () -> Canonical.table(bucket().deserialize(key, DataFrame.class)),
                        table)));
  }

  @Test
  void arraysOfNumpyAreRead() throws Exception {
    Map<String, Object> expected = runWithSeed("write_numpy.py");
    assertSoftly(
        softly ->
            expected.forEach(
                (key, value) ->
                    check(softly, key, () -> arrays(bucket().deserialize(key)), value)));
    assertThatThrownBy(() -> bucket().deserialize("pickled.npy"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("pickled.npy")
        .hasMessageContaining("pickled Python objects");
  }

  private static Object arrays(Object value) {
    if (value instanceof NumpyArray array) {
      return Canonical.array(array);
    }
    Map<Object, Object> arrays = new LinkedHashMap<>();
    ((Map<?, ?>) value).forEach((name, array) -> arrays.put(name, arrays(array)));
    return arrays;
  }

  @Test
  void metadataJsonAndTextOfPythonAreRead() throws Exception {
    Map<String, Object> expected = run("write_values.py", Map.of());
    for (Map.Entry<?, ?> meta : entries(expected, "meta")) {
      Map<String, Object> read = bucket().getMeta("meta/" + meta.getKey()).userMeta();
      assertThat(read).as("meta/%s", meta.getKey()).isEqualTo(meta.getValue());
      assertThat(List.copyOf(read.keySet()))
          .isEqualTo(List.copyOf(((Map<?, ?>) meta.getValue()).keySet()));
    }
    for (Map.Entry<?, ?> json : entries(expected, "json")) {
      assertThat(bucket().deserialize("json/" + json.getKey()))
          .as("json/%s", json.getKey())
          .isEqualTo(json.getValue());
    }
    for (Map.Entry<?, ?> text : entries(expected, "text")) {
      assertThat(bucket().deserialize("text/" + text.getKey()))
          .as("text/%s", text.getKey())
          .isEqualTo(text.getValue());
    }
    assertThat((byte[]) bucket().deserialize("raw.data")).hasSize(256).startsWith(0, 1, 2);
    assertThat(bucket().getMeta("raw.data").userMeta()).isEqualTo(Map.of("n", 1L));
  }

  @Test
  void objectsWithoutOurMetadataAreReadable() throws Exception {
    run("write_values.py", Map.of());
    assertThat(bucket().deserialize("plain/alone.txt")).isEqualTo("by another tool");
    assertThat(bucket().getMeta("plain/alone.txt").userMeta()).isEmpty();
    assertThat(bucket().getMeta("plain/alone.txt").plain()).isEmpty();
    assertThat(bucket().getMeta("plain/others.txt").userMeta()).isEmpty();
    assertThat(bucket().getMeta("plain/others.txt").plain())
        .isEqualTo(Map.of("camera", "X100", "count", "3"));
    assertThat(bucket().getMeta("plain/broken.txt").userMeta()).isEmpty();
    assertThat(bucket().getMeta("plain/broken.txt").plain())
        .isEqualTo(Map.of("helium", "no JSON", "camera", "X100"));

    bucket().setMeta("plain/others.txt", Map.of("name", "thor"));
    assertThat(bucket().getMeta("plain/others.txt").plain())
        .isEqualTo(Map.of("camera", "X100", "count", "3"));
  }

  private static List<Map.Entry<?, ?>> entries(Map<String, Object> of, String name) {
    List<Map.Entry<?, ?>> entries = new ArrayList<>(map(of.get(name)).entrySet());
    assertThat(entries).isNotEmpty();
    return entries;
  }

  // To Python ----------------------------------------------------------------------------------

  @Test
  void tablesAreReadByPandasAndPyarrow() throws Exception {
    DataFrame simple =
        DataFrame.byArrayRow("name", "whole", "number", "flag")
            .appender()
            .append("thor", 1L << 53, 0.1, true)
            .append("with, \"quotes\"\nand lines", -1L, Double.MIN_VALUE, false)
            .append("Gr\u00fc\u00dfe", 0L, 1e300, true)
            .toDataFrame();
    DataFrame missing =
        DataFrame.byArrayRow("name", "whole", "number")
            .appender()
            .append("a", null, 1.5)
            .append(null, 2L, null)
            .toDataFrame();
    Map<String, DataFrame> tables = new LinkedHashMap<>();
    putTable(tables, "plain.csv", simple, Map.of());
    putTable(tables, "missing.csv", missing, Map.of());
    putTable(tables, "tabs.tsv", simple, Map.of());
    putTable(tables, "semicolons.ssv", simple, Map.of());
    putTable(tables, "pipes.csv", simple, Map.of("fieldsep", "|"));
    putTable(tables, "all.csv", simple, Map.of("quoting", "all"));
    putTable(tables, "nonnumeric.csv", simple, Map.of("quoting", "nonnumeric"));
    putTable(tables, "latin.csv", simple, Map.of("encoding", "latin-1"));
    putTable(tables, "utf16.csv", simple, Map.of("encoding", "utf-16"));
    putTable(tables, "crlf.csv", simple, Map.of("linesep", "\r\n"));
    putTable(tables, "escaped.csv", simple, Map.of("doublequote", false, "escapechar", "\\"));
    putTable(tables, "apostrophes.csv", simple, Map.of("quotechar", "'"));
    putTable(tables, "nulls.csv", missing, Map.of("na_values", List.of("-")));
    putTable(tables, "packed.csv.gz", simple, Map.of());
    putTable(tables, "packed.csv.bz2", simple, Map.of());
    Map<String, Object> found = read(tables.keySet(), "csv");
    assertSoftly(
        softly ->
            tables.forEach(
                (key, table) ->
                    check(
                        softly,
                        key,
                        () -> Canonical.withoutNumberTypes(value(found, key)),
                        Canonical.withoutNumberTypes(Canonical.table(table)))));
  }

  @Test
  void parquetIsReadByPyarrowWithItsTypes() throws Exception {
    DataFrame types = allTypes();
    Map<String, String> codecs =
        Map.of(
            "none", "UNCOMPRESSED",
            "snappy", "SNAPPY",
            "gzip", "GZIP",
            "zstd", "ZSTD",
            "brotli", "BROTLI",
            "lz4", "LZ4");
    Map<String, DataFrame> tables = new LinkedHashMap<>();
    for (String codec : codecs.keySet()) {
      putTable(tables, codec + ".parquet", types, Map.of("compression", codec));
    }
    putTable(tables, "default.parquet", types, Map.of());
    Map<String, Object> found = read(tables.keySet(), "parquet");
    assertSoftly(
        softly ->
            tables.forEach(
                (key, table) -> {
                  Map<String, Object> expected = new LinkedHashMap<>(Canonical.table(table));
                  String codec = key.replace(".parquet", "").replace("default", "snappy");
                  expected.put("compression", String.valueOf(codecs.get(codec)));
                  check(softly, key, () -> value(found, key), expected);
                }));
  }

  private static DataFrame allTypes() {
    List<@Nullable Object> list = new ArrayList<>(Arrays.asList(1L, null));
    Map<String, @Nullable Object> struct = new LinkedHashMap<>();
    struct.put("x", 1.5);
    struct.put("y", Map.of("z", "deep"));
    return DataFrame.byArrayRow(
            "bool", "int", "long", "float", "double", "decimal", "big", "text", "bytes", "date",
            "time", "local", "nanos", "instant", "list", "struct")
        .appender()
        .append(
            true,
            Integer.MIN_VALUE,
            Long.MIN_VALUE,
            1.5f,
            Double.MIN_VALUE,
            new BigDecimal("-12345678901234567890.12345"),
            BigInteger.TWO.pow(64).subtract(BigInteger.ONE),
            "Gr\u00fc\u00dfe \uD83D\uDE00",
            new byte[] {0, -1},
            LocalDate.of(1582, 10, 15),
            LocalTime.of(23, 59, 59, 999_999_000),
            LocalDateTime.of(1, 1, 1, 0, 0, 0, 1_000),
            LocalDateTime.of(2026, 1, 2, 3, 4, 5, 123_456_789),
            OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 6_000, ZoneOffset.UTC),
            list,
            struct)
        .append(new @Nullable Object[16])
        .toDataFrame();
  }

  private void putTable(
      Map<String, DataFrame> tables, String key, DataFrame table, Map<String, Object> options) {
    bucket().put(key, table, Map.of("key", key), options);
    tables.put(key, table);
  }

  @Test
  void arraysAreReadByNumpy() throws Exception {
    Map<String, NumpyArray> arrays = new LinkedHashMap<>();
    arrays.put(
        "doubles.npy",
        NumpyArray.of(new double[] {Double.MIN_VALUE, Double.NaN, -0.0, 1e308}, 2, 2));
    arrays.put("floats.npy", NumpyArray.of(new float[] {1.5f, Float.NEGATIVE_INFINITY}));
    arrays.put("longs.npy", NumpyArray.of(new long[] {Long.MIN_VALUE, Long.MAX_VALUE}, 2, 1));
    arrays.put("ints.npy", NumpyArray.of(new int[] {1, 2, 3, 4, 5, 6}, 1, 2, 3));
    arrays.put("shorts.npy", NumpyArray.of(new short[] {-1, 1}));
    arrays.put("bytes.npy", NumpyArray.of(new byte[] {-128, 127}));
    arrays.put("booleans.npy", NumpyArray.of(new boolean[] {true, false}));
    arrays.put("strings.npy", NumpyArray.of(new String[] {"\uD83D\uDE00", "abc", ""}));
    arrays.put("empty.npy", NumpyArray.of(new double[0], 0, 3));
    arrays.forEach((key, array) -> bucket().put(key, array));
    bucket().put("rows.npy", new double[][] {{1, 2}, {3, 4}});
    arrays.put("rows.npy", NumpyArray.of(new double[] {1, 2, 3, 4}, 2, 2));
    Map<String, Object> found = read(arrays.keySet(), "npy");
    assertSoftly(
        softly ->
            arrays.forEach(
                (key, array) ->
                    check(softly, key, () -> value(found, key), Canonical.array(array))));

    Map<String, NumpyArray> two = Map.of("a", arrays.get("ints.npy"), "b", arrays.get("rows.npy"));
    bucket().put("two.npz", two);
    assertThat(value(read(List.of("two.npz"), "npz"), "two.npz")).isEqualTo(arrays(two));
    assertThat(bucket().deserialize("two.npz", new TypeToken<Map<String, NumpyArray>>() {}))
        .isEqualTo(two);
  }

  @Test
  void jsonIsWrittenAsPythonDumpsIt() throws Exception {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(
        "numbers.json",
        List.of(1L, 1.0, 1e16, 1e-5, Double.MIN_VALUE, BigInteger.TWO.pow(70), -0.0));
    values.put("text.json", "\u00fc \uD83D\uDE00 \u007f \u0000 / \\ \" \n");
    values.put("nested.json", Map.of("a", Arrays.asList(true, null, List.of(), Map.of())));
    values.forEach(bucket()::put);
    Map<String, Object> found = read(values.keySet(), "json");
    values.forEach(
        (key, value) -> {
          Map<?, ?> read = (Map<?, ?>) value(found, key);
          assertThat(read.get("value")).as(key).isEqualTo(value);
          assertThat(read.get("text")).as(key).isEqualTo(read.get("dumped"));
        });
  }

  @Test
  void textAndBytesAreReadByPython() throws Exception {
    String text = "Gr\u00fc\u00dfe\r\n\uD83D\uDE00";
    bucket().put("text.txt", text);
    bucket().put("raw.bin", new byte[] {0, 1, -1});
    assertThat(value(read(List.of("text.txt"), "text"), "text.txt")).isEqualTo(text);
    assertThat(value(read(List.of("raw.bin"), "bytes"), "raw.bin")).isEqualTo("0001ff");
  }

  @Test
  void metadataIsWrittenAsPythonDumpsIt() throws Exception {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("z", "\u00fc \uD83D\uDE00 \u007f \u0085 \u0000 / \\ \" \n");
    meta.put("\u00e4", List.of(1L, 1.0, 1e16, 1e-5, Double.MIN_VALUE, BigInteger.TWO.pow(70)));
    meta.put("a", Map.of("deep", Map.of("er", List.of(true))));
    bucket().put("put.txt", "text", meta);
    Path file = Files.writeString(disk.resolve("file.txt"), "text", StandardCharsets.UTF_8);
    bucket().putFile("file.txt", file, meta);
    bucket().put("set.txt", "text");
    bucket().setMeta("set.txt", meta);
    Map<String, Object> found = read(List.of("put.txt", "file.txt", "set.txt"), "text");
    for (Map.Entry<String, Object> entry : found.entrySet()) {
      Map<?, ?> object = map(entry.getValue());
      Map<?, ?> helium = map(object.get("helium"));
      assertThat(helium.get("user_meta")).as(entry.getKey()).isEqualTo(meta);
      assertThat(object.get("raw")).as(entry.getKey()).isEqualTo(object.get("dumped"));
    }
    Map<?, ?> helium = map(map(found.get("put.txt")).get("helium"));
    assertThat(helium.get("target")).isEqualTo("utf-8");
    assertThat(map(helium.get("format")).get("name")).isEqualTo("utf-8");
  }

  // Files --------------------------------------------------------------------------------------

  @Test
  void filesInPartsGoBothWays() throws Exception {
    byte[] content = new byte[(20 << 20) + 7];
    new Random(7).nextBytes(content);
    Path file = Files.write(disk.resolve("java.bin"), content);
    bucket().putFile("java.bin", file, Map.of("by", "java"));
    Path fetchedByPython = disk.resolve("fetched-by-python.bin");

    Map<String, Object> result =
        run(
            "transfer_files.py",
            Map.of("file", file.toString(), "fetched", fetchedByPython.toString()));

    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    assertThat(result).isEqualTo(Map.of("sha256", hash));
    bucket().fetch("python.bin", disk.resolve("fetched.bin"));
    assertThat(disk.resolve("fetched.bin")).hasBinaryContent(content);
    assertThat(bucket().getMeta("python.bin").userMeta()).isEqualTo(Map.of("by", "boto3"));
    // Sent in parts of another size than ours, and known to be the same all the same.
    assertThat(bucket().fetch("python.bin", disk.resolve("fetched.bin")).unchanged()).isEqualTo(1);
  }

  private Map<String, Object> read(Iterable<String> keys, String kind) throws Exception {
    Map<String, String> objects = new LinkedHashMap<>();
    keys.forEach(key -> objects.put(key, kind));
    return run("read_objects.py", Map.of("objects", objects));
  }

  /** A JSON object that must be there. */
  static Map<?, ?> map(@Nullable Object value) {
    return (Map<?, ?>) Objects.requireNonNull(value, "the script printed no such object");
  }

  private static Object value(Map<String, Object> found, String key) {
    return Objects.requireNonNull(map(found.get(key)).get("value"), key);
  }

  /** What is read from an object. */
  private interface Reading {
    @Nullable Object value();
  }

  /** So that one object that can't be read doesn't hide the others. */
  private static void check(
      SoftAssertions softly, String key, Reading reading, @Nullable Object expected) {
    try {
      softly.assertThat(reading.value()).as(key).isEqualTo(expected);
    } catch (RuntimeException e) {
      softly.fail(key, e);
    }
  }
}
