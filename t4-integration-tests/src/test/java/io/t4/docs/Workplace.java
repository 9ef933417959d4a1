package io.t4.docs;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a reader tries examples out: an empty directory, an environment that names a sandbox, and
 * {@code t4} on the PATH. Neither the settings nor the credentials of whoever runs the tests are
 * seen there.
 */
final class Workplace {
  private static final long MINUTES = 3;

  private final Path directory;
  private final Map<String, String> environment = new HashMap<>();

  /**
   * @param base an empty directory
   * @param endpoint the sandbox's
   */
  Workplace(Path base, URI endpoint) throws IOException {
    directory = Files.createDirectory(base.resolve("work"));
    Path bin = Files.createDirectory(base.resolve("bin"));
    command(bin.resolve("t4"), Stream.concat(java().stream(), Stream.of("io.t4.cli.T4Command")));
    environment.put("PATH", bin + ":" + System.getenv("PATH"));
    environment.put("HOME", base.toString());
    environment.put("LANG", "C.UTF-8");
    environment.put("AWS_ENDPOINT_URL_S3", endpoint.toString());
    environment.put("AWS_REGION", "us-east-1");
    environment.put("AWS_ACCESS_KEY_ID", "sandbox");
    environment.put("AWS_SECRET_ACCESS_KEY", "sandbox");
    environment.put("T4_CONFIG_DIR", base.resolve("config").toString());
  }

  /** Makes a command of the workplace that is another one. */
  void link(String name, String command) throws IOException {
    command(directory.resolveSibling("bin").resolve(name), Stream.of(command));
  }

  private static void command(Path file, Stream<String> words) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Files.writeString(
        file,
        """
        #!/bin/sh
        exec %s "$@"
        """
            .formatted(String.join(" ", quoted(words.toList()))));
  }

  /** The directory in which everything runs. */
  Path directory() {
    return directory;
  }

  /** A JVM with the class path of the tests, and a main class to run in it. */
  ProcessBuilder javaProcess(String mainClass, String... arguments) {
    List<String> command = new ArrayList<>(java());
    command.add(mainClass);
    command.addAll(List.of(arguments));
    return process(command);
  }

  /** Runs a shell script. */
  Result shell(String script) throws IOException, InterruptedException {
    return run(process(List.of("sh", "-c", script)));
  }

  /** What a process said, to either output, and its exit code. */
  record Result(int exitCode, String output) {}

  /** Runs a process to its end. */
  static Result run(ProcessBuilder builder) throws IOException, InterruptedException {
    Path output = Files.createTempFile("t4-docs-", ".out");
    try {
      Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
      process.getOutputStream().close();
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException(
            "%s has not ended after %d minutes; so far: %s"
                .formatted(builder.command(), MINUTES, read(output)));
      }
      return new Result(process.exitValue(), read(output));
    } finally {
      Files.delete(output);
    }
  }

  private static String read(Path output) throws IOException {
    return Files.readString(output, StandardCharsets.UTF_8);
  }

  private ProcessBuilder process(List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  private static List<String> java() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Short-lived processes.
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-XX:+UseSerialGC");
    if (Runtime.version().feature() >= 24) {
      // DuckDB is a native library.
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.add("-cp");
    command.add(classPath());
    return command;
  }

  /** Of the tests, without what Maven names and doesn't make; JShell wants all to be there. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> Files.exists(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> quoted(List<String> words) {
    return words.stream().map(word -> "'" + word.replace("'", "'\\''") + "'").toList();
  }
}
