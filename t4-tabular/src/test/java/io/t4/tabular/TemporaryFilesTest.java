package io.t4.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.bucket.Bucket;
import io.t4.error.T4Exception;
import io.t4.session.T4Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Looks into the temporary directory of processes of their own. */
class TemporaryFilesTest {
  @TempDir Path temporary;
  @TempDir Path directory;

  /** Uses tables in every way that needs temporary files, then waits in the middle of a query. */
  static final class Working {
    private Working() {}

    public static void main(String[] args) throws Exception {
      T4Session session = T4Session.builder().configDirectory(Path.of(args[0], "config")).build();
      Bucket bucket =
          Bucket.open(
              Files.createDirectories(Path.of(args[0], "bucket")).toUri().toString(), session);
      bucket.put("a.parquet", List.of(Map.of("a", 1)), Map.of());
      bucket.put("a.jsonl.gz", List.of(Map.of("a", 1), Map.of("a", 2)), Map.of());
      Files.writeString(Path.of(args[0], "bucket", "bad.parquet"), "PAR1");
      Files.writeString(Path.of(args[0], "bucket", "bad.jsonl.gz"), "no archive");
      for (String key : List.of("a.parquet", "a.jsonl.gz")) {
        bucket.select(key, "SELECT a FROM S3Object");
        assertFails(() -> bucket.select(key, "SELECT nothing FROM S3Object"));
      }
      for (String key : List.of("bad.parquet", "bad.jsonl.gz")) {
        assertFails(() -> bucket.select(key, "SELECT a FROM S3Object"));
      }
      bucket.deserialize("a.parquet");
      bucket.fetch("", Path.of(args[0], "fetched"));
      System.out.println("ready");
      if (args.length > 1) {
        bucket.select(
            "a.parquet",
            "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t");
      }
    }
  }

  private static void assertFails(Runnable operation) {
    assertThatThrownBy(operation::run).isInstanceOf(T4Exception.class);
  }

  @Test
  void aRunWithFailuresLeavesNothing() throws Exception {
    Process process = start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(left()).isEmpty();
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void aProcessThatIsToldToEndInTheMiddleLeavesNothing() throws Exception {
    Process process = start("wait");
    process.destroy();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(left()).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void ofAKilledProcessDuckDbsLibraryDoesNotStay() throws Exception {
    Process process = start("wait");
    process.destroyForcibly().waitFor();
    assertThat(left())
        .allMatch(path -> path.getFileName().toString().startsWith("t4-scratch-"))
        .hasSizeLessThanOrEqualTo(1);
  }

  private Process start(String... more) throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Djava.io.tmpdir=" + temporary,
                    "-XX:-UsePerfData",
                    "-cp",
                    System.getProperty("java.class.path"),
                    Working.class.getName(),
                    directory.toString()),
                Stream.of(more))
            .toList();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    assertThat(process.inputReader().readLine()).isEqualTo("ready");
    return process;
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> paths = Files.list(temporary)) {
      return paths.toList();
    }
  }
}
