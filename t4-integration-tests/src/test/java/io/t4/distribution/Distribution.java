package io.t4.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What {@code mvn package} made of {@code t4-cli}: a directory, and archives beside it.
 *
 * @param home the directory
 */
record Distribution(Path home) {
  /** The one of this build; tests that ask for it are skipped when only classes were built. */
  static Distribution ofThisBuild() throws IOException {
    Path target = Path.of("..", "t4-cli", "target").toAbsolutePath().normalize();
    try (DirectoryStream<Path> homes = Files.newDirectoryStream(target, "t4-*")) {
      for (Path home : homes) {
        if (Files.exists(home.resolve("bin/t4"))) {
          return new Distribution(home);
        }
      }
    }
    assumeTrue(false, "there is no distribution in " + target + "; 'mvn verify' makes it");
    throw new AssertionError();
  }

  Path command() {
    return home.resolve("bin/t4");
  }

  /** The archive with this ending, beside the directory. */
  Path archive(String ending) {
    Path archive = home.resolveSibling(home.getFileName() + ending);
    assumeTrue(Files.exists(archive), "there is no " + archive + "; a build with -Dquick has none");
    return archive;
  }

  /** What a finished process said. */
  record Result(int exitCode, String output, String errors) {}

  /** A process yet to be run: where, with which environment and arguments. */
  record Call(Path directory, Map<String, String> environment, List<String> words) {
    /** With an environment of its own: only the Java that runs the tests, and a cache directory. */
    static Call of(Path directory, Path command, String... arguments) {
      return new Call(
          directory,
          Map.of(
              "PATH", System.getenv("PATH"),
              "JAVA_HOME", System.getProperty("java.home"),
              "XDG_CACHE_HOME", directory.resolve("cache").toString()),
          Stream.concat(Stream.of(command.toString()), Stream.of(arguments)).toList());
    }

    Call with(String name, String value) {
      Map<String, String> changed = new HashMap<>(environment);
      changed.put(name, value);
      return new Call(directory, changed, words);
    }

    Call without(String name) {
      Map<String, String> changed = new HashMap<>(environment);
      changed.remove(name);
      return new Call(directory, changed, words);
    }

    Result run() throws IOException, InterruptedException {
      Path output = Files.createTempFile(directory, "output", "");
      Path errors = Files.createTempFile(directory, "errors", "");
      ProcessBuilder builder =
          new ProcessBuilder(words)
              .directory(directory.toFile())
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile());
      builder.environment().clear();
      builder.environment().putAll(environment);
      Process process = builder.start();
      try {
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("%s has ended", words).isTrue();
      } finally {
        process.destroyForcibly();
      }
      return new Result(
          process.exitValue(),
          Files.readString(output, StandardCharsets.UTF_8),
          Files.readString(errors, StandardCharsets.UTF_8));
    }
  }
}
