package io.t4.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
  @TempDir Path directory = Path.of("");

  @Test
  void bashCompletesCommandsOptionsAndFiles() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no /bin/bash");
    T4Process.Result script = new T4Process(directory).run("generate-completion");
    assertThat(script.exitCode()).isZero();
    Files.writeString(directory.resolve("completion.sh"), script.out());

    assertThat(completions("t4", "pre")).isEqualTo("presign");
    assertThat(completions("t4", "presign", "--exp")).isEqualTo("--expires");
    assertThat(completions("t4", "keys", "--no-s")).isEqualTo("--no-sign-request");

    Files.createFile(directory.resolve("report.csv"));
    assertThat(completions("t4", "put", "rep")).isEqualTo("report.csv");
    assertThat(completions("t4", "cp", "rep")).isEqualTo("report.csv");
    // As bash cuts s3://b/a.
    assertThat(completions("t4", "cp", "s3", ":", "//b/a", "rep")).isEqualTo("report.csv");
    assertThat(completions("t4", "fetch", "--region", "eu-north-1", "s3", ":", "//b/a", "rep"))
        .isEqualTo("report.csv");
    assertThat(completions("t4", "fetch", "rep")).isEmpty();
    assertThat(completions("t4", "sandbox", "--data", "rep")).isEqualTo("report.csv");
  }

  private String completions(String... words) throws IOException, InterruptedException {
    String line =
        """
        source ./completion.sh
        COMP_WORDS=(%s); COMP_CWORD=%d; COMP_LINE='%s'; COMP_POINT=${#COMP_LINE}
        # Outside of an interactive shell it can't set the shell's options, and says so.
        _complete_t4 t4 "${COMP_WORDS[$COMP_CWORD]}" 2> /dev/null
        echo "${COMPREPLY[@]}"
        """
            .formatted(String.join(" ", words), words.length - 1, String.join(" ", words));
    Process bash =
        new ProcessBuilder("/bin/bash", "-c", line)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    bash.waitFor();
    return output.strip();
  }
}
