package io.t4.benchmarks.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.benchmarks.StartedProcess;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The benchmark of the catalog runs, with few files and searches. */
class CatalogBenchmarkTest {
  @TempDir Path directory;

  @Test
  void runsAndFailsBeyondItsLimit() {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        new CommandLine(new CatalogBenchmark())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                "--files=200",
                "--searches=30",
                "--warm-up=5",
                "--files-per-second=10",
                // No search is that fast.
                "--limit-p99=0.001",
                "--directory=" + directory);
    assertThat(err.toString()).isEmpty();
    assertThat(exitCode).isEqualTo(1);
    assertThat(out.toString())
        .contains("indexed 200 files", "| until a new file is found |", "| CatalogApplication |")
        .containsPattern("\\| all \\|  \\| 30 \\| [0-9.]+ \\|")
        .contains("ms, not below the limit of 0.0 ms");
    assertThat(directory).isEmptyDirectory();
    assertThat(StartedProcess.all()).isEmpty();
  }
}
