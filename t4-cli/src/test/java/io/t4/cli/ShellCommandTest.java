package io.t4.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellCommandTest {
  @TempDir Path directory = Path.of("");

  @Test
  void aScriptHasTheLibraryImportedAndChoosesTheExitCode() throws Exception {
    Files.createDirectory(directory.resolve("lab"));
    Files.writeString(directory.resolve("lab/a.txt"), "Hail!");
    Files.writeString(
        directory.resolve("script.jsh"),
        """
        var b = Bucket.open(Path.of("lab").toUri().toString());
        System.out.println(b.keys());
        /exit 4
        """);
    T4Process t4 = new T4Process(directory);

    T4Process.Result result = t4.run("shell", "script.jsh");

    assertThat(result.out()).isEqualTo("[a.txt]\n");
    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(t4.leftovers()).isEmpty();
  }

  @Test
  void standardInputIsRun() throws Exception {
    T4Process.Result result =
        new T4Process(directory)
            .input("System.out.println(Location.parse(\"s3://b/k\").key());\n")
            .run("shell");

    assertThat(result.out()).isEqualTo("k\n");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void aMissingScriptIsNotFound() throws Exception {
    T4Process.Result result = new T4Process(directory).run("shell", "no.jsh");

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.err()).contains("no.jsh");
  }

  @Test
  void aRuntimeWithoutJshellSaysSo() throws Exception {
    T4Process.Result result =
        new T4Process(directory).jvm("--limit-modules=java.se,jdk.unsupported").run("shell");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).startsWith("t4: ").contains("no JShell").hasLineCount(1);
  }
}
