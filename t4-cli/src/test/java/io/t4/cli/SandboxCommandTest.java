package io.t4.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class SandboxCommandTest {
  /** What a keyboard sends; the terminal makes a SIGINT of it. */
  private static final int CTRL_C = 3;

  @TempDir Path directory = Path.of("");

  @Test
  void dataSurvivesARestartAndNothingIsLeftRunning() throws Exception {
    T4Process t4 = new T4Process(directory);
    Files.writeString(directory.resolve("a.txt"), "Hail!");
    try (Running sandbox = Running.start(t4)) {
      t4.environment(SandboxSettings.of(sandbox.endpoint()).environment());
      T4Process.Result put = t4.run("put", "a.txt", "s3://lab/a.txt");
      assertThat(put.err()).isEmpty();
      assertThat(put.out()).startsWith("s3://lab/a.txt?versionId=");
    }
    try (Running sandbox = Running.start(t4)) {
      t4.environment(SandboxSettings.of(sandbox.endpoint()).environment());
      assertThat(t4.run("cat", "s3://lab/a.txt").out()).isEqualTo("Hail!");
    }
    assertThat(t4.leftovers()).isEmpty();
  }

  @Test
  void ctrlCEndsItWithoutAWord() throws Exception {
    T4Process t4 = new T4Process(directory);
    Process sandbox = t4.startOnTerminal("sandbox", "--data", "data", "--bucket", "lab");
    BufferedReader out = sandbox.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    while (line != null && !line.startsWith("ready ")) {
      line = out.readLine();
    }
    assertThat(line).isNotNull();
    List<ProcessHandle> children = sandbox.descendants().toList();
    assertThat(children).hasSizeGreaterThan(1);

    sandbox.getOutputStream().write(CTRL_C);
    sandbox.getOutputStream().flush();

    assertThat(sandbox.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue()).isEqualTo(130);
    for (ProcessHandle child : children) {
      child.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
    // The terminal's echo.
    assertThat(out.lines()).allSatisfy(rest -> assertThat(rest).isEqualTo("^C"));
    assertThat(directory.resolve("data/buckets")).isNotEmptyDirectory();
    assertThat(t4.leftovers()).isEmpty();
  }

  @Test
  void aBucketNameThatS3RefusesIsNamedWithoutXml() throws Exception {
    T4Process t4 = new T4Process(directory);

    T4Process.Result result = t4.run("sandbox", "--bucket", "Bad_Name");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err())
        .startsWith("t4: cannot create the bucket Bad_Name: ")
        .doesNotContain("<")
        .hasLineCount(1);
    assertThat(t4.leftovers()).isEmpty();
  }

  @Test
  void aWrongPortIsWrongUsage() throws Exception {
    T4Process.Result result = new T4Process(directory).run("sandbox", "--port", "65536");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("65536");
  }

  /** The command, ended as a terminal or a service manager does. */
  private record Running(Process process, URI endpoint) implements AutoCloseable {
    static Running start(T4Process t4) throws Exception {
      Process process = t4.start("sandbox", "--port", "0", "--data", "data", "--bucket", "lab");
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      String ready = String.valueOf(out.readLine());
      assertThat(ready).matches("ready http://127\\.0\\.0\\.1:\\d+");
      return new Running(process, URI.create(ready.substring("ready ".length())));
    }

    @Override
    public void close() {
      List<ProcessHandle> children = process.descendants().toList();
      assertThat(children).isNotEmpty();
      // Process.destroy() would close the streams too.
      process.toHandle().destroy();
      process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
      for (ProcessHandle child : children) {
        child.onExit().orTimeout(30, TimeUnit.SECONDS).join();
      }
      assertThat(process.inputReader(StandardCharsets.UTF_8).lines()).isEmpty();
      assertThat(process.errorReader(StandardCharsets.UTF_8).lines())
          .contains("  export AWS_ENDPOINT_URL_S3=" + endpoint);
    }
  }
}
