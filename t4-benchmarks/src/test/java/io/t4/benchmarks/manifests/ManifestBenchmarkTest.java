package io.t4.benchmarks.manifests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The benchmark of manifests runs, with few entries. */
class ManifestBenchmarkTest {
  @Test
  void runs() {
    StringWriter out = new StringWriter();
    int exitCode =
        new CommandLine(new ManifestBenchmark())
            .setOut(new PrintWriter(out))
            .execute("--entries=25001");
    assertThat(out.toString())
        .doesNotContain("WRONG")
        .contains("| diff |", "| stream: read, hash and write, -Xmx128m |");
    assertThat(exitCode).isZero();
  }
}
