package io.t4.cli;

import static java.util.Objects.requireNonNull;

import io.t4.error.NotFoundException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import jdk.jshell.tool.JavaShellToolBuilder;

/** Runs JShell, which evaluates in a process of its own. */
final class JShellTool {
  /** What a session begins with, after JShell's own imports. */
  private static final String IMPORTS = "shell-imports.jsh";

  private JShellTool() {}

  /**
   * Runs scripts, or what a person types, or else what comes on standard input.
   *
   * @return the exit code that the session chose, 0 if none
   */
  static int run(List<Path> scripts, boolean interactive) throws Exception {
    for (Path script : scripts) {
      if (!Files.isReadable(script)) {
        throw new NotFoundException("there is no script " + script + " that can be read");
      }
    }
    Path startup = Files.createTempFile("t4-shell-", ".jsh");
    Path end = Files.createTempFile("t4-shell-end-", ".jsh");
    try {
      try (InputStream imports = JShellTool.class.getResourceAsStream(IMPORTS)) {
        Files.copy(requireNonNull(imports, IMPORTS), startup, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.writeString(end, "/exit\n");
      JavaShellToolBuilder shell = JavaShellToolBuilder.builder();
      if (!interactive) {
        // A person's settings and history are none of a script's.
        shell.persistence(new HashMap<>());
      }
      return shell.start(arguments(scripts, interactive, startup, end));
    } finally {
      Files.deleteIfExists(startup);
      Files.deleteIfExists(end);
    }
  }

  private static String[] arguments(
      List<Path> scripts, boolean interactive, Path startup, Path end) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--class-path");
    arguments.add(System.getProperty("java.class.path"));
    arguments.add("--startup");
    arguments.add("DEFAULT");
    arguments.add("--startup");
    arguments.add(startup.toString());
    if (!scripts.isEmpty()) {
      arguments.add("-s");
      scripts.forEach(script -> arguments.add(script.toString()));
      // JShell would go on with standard input.
      arguments.add(end.toString());
    } else if (!interactive) {
      arguments.add("-s");
      arguments.add("-");
    }
    return arguments.toArray(String[]::new);
  }
}
