package io.t4.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The program {@code t4} on the class path of the tests, as a process of its own. */
final class T4Process {
  private static final int LIMIT_SECONDS = 180;

  /** The beginnings of classes that quick commands do without. */
  static final List<String> HEAVY =
      List.of(
          "org.apache.hc.",
          "org.duckdb.",
          "org.dflib.",
          "jdk.jshell.",
          "me.tongfei.",
          "io.t4.cli.DemoWalk");

  private final Path directory;
  private final Map<String, String> environment = new LinkedHashMap<>();
  private final List<String> jvmArguments =
      new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
  private String input = "";

  /**
   * @param directory the process's working directory, which also gets its settings, cache and
   *     temporary files
   */
  T4Process(Path directory) {
    this.directory = directory;
    environment.put("T4_CONFIG_DIR", directory.resolve("config").toString());
    environment.put("T4_DATA_DIR", directory.resolve("data").toString());
    environment.put("T4_CACHE_DIR", directory.resolve("cache").toString());
  }

  /** What a process did. */
  record Result(int exitCode, String out, String err) {
    List<String> lines() {
      return out.lines().toList();
    }
  }

  T4Process environment(Map<String, String> variables) {
    environment.putAll(variables);
    return this;
  }

  T4Process jvm(String... arguments) {
    jvmArguments.addAll(List.of(arguments));
    return this;
  }

  T4Process input(String text) {
    input = text;
    return this;
  }

  /** Runs the command to its end. */
  Result run(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(directory, "out", "");
    Path err = Files.createTempFile(directory, "err", "");
    try {
      Process process =
          builder(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
      try (OutputStream stdin = process.getOutputStream()) {
        stdin.write(input.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It ended without reading its input, which is its right.
        if (process.isAlive()) {
          throw e;
        }
      }
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("t4 " + String.join(" ", arguments) + " does not end");
      }
      return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  /** Starts the command with pipes to it. */
  Process start(String... arguments) throws IOException {
    return builder(arguments).start();
  }

  /**
   * Starts the command on a terminal of its own, on which is typed what is written to the process.
   * The test is skipped where nothing makes terminals.
   */
  Process startOnTerminal(String... arguments) throws IOException, InterruptedException {
    assumeTrue(hasScript(), "there is no 'script' of util-linux, which makes terminals");
    ProcessBuilder builder = builder(arguments);
    String command =
        builder.command().stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" ", "exec ", ""));
    return builder
        // Whoever runs the tests in the background may have told all below to ignore Ctrl-C.
        .command(
            "env",
            "--default-signal=INT",
            "script",
            "--quiet",
            "--return",
            "--command",
            command,
            "/dev/null")
        .redirectErrorStream(true)
        .start();
  }

  private static boolean hasScript() throws InterruptedException {
    try {
      Process script = new ProcessBuilder("script", "--version").start();
      String version = script.inputReader(StandardCharsets.UTF_8).readLine();
      return script.waitFor() == 0 && String.valueOf(version).contains("util-linux");
    } catch (IOException e) {
      return false;
    }
  }

  private ProcessBuilder builder(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmArguments);
    command.add("-Djava.io.tmpdir=" + Files.createDirectories(temporaryFiles()));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(T4Command.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder
        .environment()
        .keySet()
        .removeIf(
            name ->
                name.startsWith("AWS_")
                    || name.startsWith("T4_")
                    || name.toUpperCase(Locale.ROOT).endsWith("_PROXY"));
    builder.environment().putAll(environment);
    return builder;
  }

  /** The lines of a JVM's class loading log about classes with one of these beginnings. */
  static List<String> loaded(Path log, List<String> beginnings) throws IOException {
    return Files.readAllLines(log).stream()
        .filter(line -> beginnings.stream().anyMatch(start -> line.contains("] " + start)))
        .toList();
  }

  /** Where the process puts temporary files. */
  Path temporaryFiles() {
    return directory.resolve("temporary-files");
  }

  /** What is left of them. */
  List<String> leftovers() {
    File[] files = temporaryFiles().toFile().listFiles();
    List<String> names = new ArrayList<>();
    if (files != null) {
      for (File file : files) {
        // The JVM's own.
        if (!file.getName().startsWith("hsperfdata")) {
          names.add(file.getName());
        }
      }
    }
    return names;
  }
}
