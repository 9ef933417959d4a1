package io.t4.cli;

import static java.util.Objects.requireNonNull;

import io.t4.error.NotFoundException;
import io.t4.storage.local.Scratch;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.tool.JavaShellToolBuilder;

/** Runs JShell, which evaluates in a process of its own. */
final class JShellTool {
  /** What a session begins with, after JShell's own imports. */
  private static final String IMPORTS = "shell-imports.jsh";

  private JShellTool() {}

  /**
   * Runs scripts, or what a person types, or else what comes on standard input.
   *
   * @return the exit code that the session chose; if none, 1 if a script had an error, else 0
   */
  static int run(List<Path> scripts, boolean interactive) throws Exception {
    for (Path script : scripts) {
      if (!Files.isReadable(script)) {
        throw new NotFoundException("there is no script " + script + " that can be read");
      }
    }
    try (Scratch startupFile = Scratch.file(".jsh");
        Scratch endFile = Scratch.file(".jsh")) {
      Path startup = startupFile.path();
      Path end = endFile.path();
      try (InputStream imports = JShellTool.class.getResourceAsStream(IMPORTS)) {
        Files.copy(requireNonNull(imports, IMPORTS), startup, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.writeString(end, "/exit\n");
      JavaShellToolBuilder shell = JavaShellToolBuilder.builder();
      if (!interactive) {
        // A person's settings and history are none of a script's.
        shell.persistence(new HashMap<>());
      }
      if (interactive && scripts.isEmpty()) {
        return shell.start(arguments(scripts, interactive, startup, end));
      }
      // To a script JShell says nothing but what went wrong, and goes on.
      HeardStream errors = new HeardStream(System.err);
      int exitCode =
          shell
              .err(new PrintStream(errors, true), System.err)
              .start(arguments(scripts, interactive, startup, end));
      return exitCode == 0 && errors.heard() ? 1 : exitCode;
    }
  }

  /**
   * Passes on what JShell says and remembers whether it was more than warnings. A warning begins
   * with a line of its own and ends with the line that points at the place.
   */
  private static final class HeardStream extends FilterOutputStream {
    private static final String WARNING = "Warning:";
    private static final Pattern POINTER = Pattern.compile("\\s*\\^[-^]*\\s*");

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean inWarning;
    private boolean heard;

    HeardStream(OutputStream out) {
      super(out);
    }

    synchronized boolean heard() {
      endLine();
      return heard;
    }

    @Override
    public synchronized void write(int b) throws IOException {
      out.write(b);
      if (b == '\n') {
        endLine();
      } else {
        line.write(b);
      }
    }

    private void endLine() {
      String text = line.toString(StandardCharsets.UTF_8).strip();
      line.reset();
      if (inWarning) {
        inWarning = !POINTER.matcher(text).matches();
      } else if (text.equals(WARNING)) {
        inWarning = true;
      } else if (!text.isEmpty()) {
        heard = true;
      }
    }
  }

  /** The one of this process, less what is not there: JShell refuses what Java passes over. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> Files.exists(Path.of(entry)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String[] arguments(
      List<Path> scripts, boolean interactive, Path startup, Path end) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--class-path");
    arguments.add(classPath());
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
