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
  void errorsAreShownAndAreTheExitCode() throws Exception {
    Files.writeString(
        directory.resolve("throws.jsh"),
        "System.out.println(1);\nthrow new IllegalStateException(\"no hammer\");\n");
    Files.writeString(directory.resolve("wrong.jsh"), "int storms = \"many\";\n");
    Files.writeString(directory.resolve("speaks.jsh"), "System.err.println(\"a word\");\n");
    T4Process t4 = new T4Process(directory);

    T4Process.Result thrown = t4.run("shell", "throws.jsh");
    assertThat(thrown.exitCode()).isEqualTo(1);
    assertThat(thrown.out()).isEqualTo("1\n");
    assertThat(thrown.err()).contains("IllegalStateException", "no hammer");
    T4Process.Result wrong = t4.run("shell", "wrong.jsh");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err()).contains("storms");
    // A warning is not an error.
    T4Process.Result warned =
        t4.input("Object o = Map.of();\nMap<String, Object> m = (Map<String, Object>) o;\n")
            .run("shell");
    assertThat(warned.err()).contains("unchecked cast");
    assertThat(warned.exitCode()).isZero();
    assertThat(t4.input("Object o = 1 / 0;\n").run("shell").exitCode()).isEqualTo(1);
    T4Process.Result speaks = t4.run("shell", "speaks.jsh");
    assertThat(speaks.exitCode()).isZero();
    assertThat(speaks.err()).isEqualTo("a word\n");
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
