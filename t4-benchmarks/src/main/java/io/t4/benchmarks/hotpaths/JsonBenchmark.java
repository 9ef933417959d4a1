package io.t4.benchmarks.hotpaths;

import io.t4.json.Json;
import io.t4.json.JsonReading;
import io.t4.json.JsonStyle;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** JSON of the size of one object's metadata, or one entry of a manifest. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JsonBenchmark {
  private final Map<String, Object> entry =
      Map.of(
          "logical_key",
          "data/2026/köln/measurement-000123.parquet",
          "physical_keys",
          List.of("s3://lab/data/2026/köln/measurement-000123.parquet?versionId=3sL4kqtJlcpXrof3"),
          "size",
          1_234_567_890L,
          "hash",
          Map.of("type", "SHA256", "value", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd1"),
          "meta",
          Map.of("user_meta", Map.of("city", "San Francisco", "depth", 12.5, "checked", true)));

  private final String text = Json.write(entry, JsonStyle.PYTHON_UNICODE);

  /** The bytes that a top hash is taken of. */
  @Benchmark
  public String writeCanonical() {
    return Json.write(entry, JsonStyle.CANONICAL);
  }

  /** A line of a manifest. */
  @Benchmark
  public String writeUnicode() {
    return Json.write(entry, JsonStyle.PYTHON_UNICODE);
  }

  /** A line of a manifest, read. */
  @Benchmark
  public Map<String, @Nullable Object> read() {
    return Json.readObject(text, JsonReading.STRICT);
  }
}
