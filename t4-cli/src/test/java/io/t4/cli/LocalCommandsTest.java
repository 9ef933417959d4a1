package io.t4.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The commands over a local directory. */
class LocalCommandsTest extends CommandsContract {
  @Override
  String newBucket() throws IOException {
    return "file://" + Files.createDirectory(directory.toAbsolutePath().resolve("bucket"));
  }

  @Override
  Map<String, String> environment() {
    return Map.of();
  }

  @Test
  void aDirectoryHasNoSignedUrls() throws Exception {
    T4Process.Result result = t4("presign", uri("a.txt"));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).startsWith("t4: ").hasLineCount(1);
  }

  @Test
  void aMissingDirectoryIsNotFound() throws Exception {
    T4Process.Result result = t4("cat", "file://" + directory.toAbsolutePath() + "/no/such/a.txt");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("no/such/a.txt");
  }

  @Test
  void keysStopQuietlyWhenNobodyReadsOn() throws Exception {
    Path bucket = directory.resolve("bucket");
    // Far more than the pipe and the buffers hold.
    for (int i = 0; i < 3000; i++) {
      Files.createFile(bucket.resolve(i + "-" + "k".repeat(200)));
    }
    Process process = process().start("keys", bucket());
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine()).endsWith("kkk");
    }

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(process.errorReader(StandardCharsets.UTF_8).lines()).isEmpty();
  }

  @Test
  void listingKeysLoadsNeitherDatabaseNorShellNorDemo() throws Exception {
    T4Process.Result result =
        process().jvm("-Xlog:class+load:file=classes.log").run("keys", bucket());

    assertThat(result.exitCode()).isZero();
    Path log = directory.resolve("classes.log");
    assertThat(T4Process.loaded(log, T4Process.HEAVY)).isEmpty();
    assertThat(T4Process.loaded(log, List.of("io.t4.bucket.Bucket "))).hasSize(1);
  }
}
