package io.t4.docs;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import jdk.jshell.EvalException;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControlProvider;

/**
 * The process behind a {@link JavaSession}: takes blocks on standard input, and answers each with
 * the number of its statements, and for each statement source, problem, shown value and value.
 */
final class JavaSessionServer {
  private static final String ARROW = "// →";
  private static final String COMMENT = "//";

  private final JShell shell;

  private JavaSessionServer(JShell shell) {
    this.shell = shell;
  }

  private record Outcome(String source, String problem, String shown, String value) {}

  public static void main(String[] arguments) throws IOException {
    try (DataOutputStream answers = new DataOutputStream(new FileOutputStream(FileDescriptor.out));
        JShell shell =
            JShell.builder()
                .executionEngine(new LocalExecutionControlProvider(), Map.of())
                .build()) {
      // What examples print must not get between the answers.
      System.setOut(System.err);
      shell.addToClasspath(System.getProperty("java.class.path"));
      JavaSessionServer server = new JavaSessionServer(shell);
      server.importAsShellDoes();
      DataInputStream requests = new DataInputStream(System.in);
      while (true) {
        List<Outcome> outcomes = server.run(requests.readUTF());
        answers.writeInt(outcomes.size());
        for (Outcome outcome : outcomes) {
          answers.writeUTF(outcome.source());
          answers.writeUTF(outcome.problem());
          answers.writeUTF(outcome.shown());
          answers.writeUTF(outcome.value());
        }
        answers.flush();
      }
    } catch (EOFException e) {
      // The session is closed. A T4 session of an example may have threads.
      System.exit(0);
    }
  }

  /** The imports of JShell's default start-up, and those of {@code t4 shell}. */
  private void importAsShellDoes() throws IOException {
    List<String> imports =
        new ArrayList<>(
            List.of(
                "import java.io.*;",
                "import java.math.*;",
                "import java.net.*;",
                "import java.nio.file.*;",
                "import java.util.*;",
                "import java.util.concurrent.*;",
                "import java.util.function.*;",
                "import java.util.prefs.*;",
                "import java.util.regex.*;",
                "import java.util.stream.*;"));
    try (InputStream ours =
        requireNonNull(
            JavaSessionServer.class.getResourceAsStream("/io/t4/cli/shell-imports.jsh"))) {
      imports.addAll(new String(ours.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
    for (String line : imports) {
      for (SnippetEvent event : shell.eval(line)) {
        if (event.status() != Snippet.Status.VALID) {
          throw new IllegalStateException(line + ": " + problem(event));
        }
      }
    }
  }

  private List<Outcome> run(String block) {
    List<Outcome> outcomes = new ArrayList<>();
    String rest = block;
    while (!rest.isBlank()) {
      CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(rest);
      if (next.source() == null || !next.completeness().isComplete()) {
        outcomes.add(new Outcome(rest.strip(), "is not complete Java", "", ""));
        break;
      }
      rest = next.remaining();
      String shown = shown(rest);
      outcomes.add(evaluate(next.source().strip(), shown));
      rest = withoutShown(rest);
    }
    return outcomes;
  }

  private Outcome evaluate(String source, String shown) {
    String value = "";
    for (SnippetEvent event : shell.eval(source)) {
      if (event.causeSnippet() != null) {
        continue;
      }
      String problem = problem(event);
      if (!problem.isEmpty()) {
        return new Outcome(source, problem, shown, "");
      }
      value = requireNonNullElse(event.value(), "");
    }
    return new Outcome(source, "", shown, value);
  }

  private String problem(SnippetEvent event) {
    JShellException exception = event.exception();
    if (exception != null) {
      String type =
          exception instanceof EvalException evaluation
              ? evaluation.getExceptionClassName()
              : exception.getClass().getName();
      return type + ": " + exception.getMessage();
    }
    return event.status() == Snippet.Status.VALID
        ? ""
        : shell
            .diagnostics(event.snippet())
            .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
            .collect(Collectors.joining("\n", event.status() + ": ", ""));
  }

  /** The value in the comments that follow a statement; empty if none is shown. */
  private static String shown(String rest) {
    String followed = rest.stripLeading();
    if (!followed.startsWith(ARROW)) {
      return "";
    }
    StringBuilder shown = new StringBuilder();
    for (String line : followed.substring(ARROW.length()).lines().toList()) {
      if (!shown.isEmpty() && !line.startsWith(COMMENT)) {
        break;
      }
      shown.append(shown.isEmpty() ? line.strip() : line.substring(COMMENT.length()).strip());
      shown.append('\n');
    }
    return shown.toString();
  }

  private static String withoutShown(String rest) {
    String followed = rest.stripLeading();
    if (!followed.startsWith(ARROW)) {
      return rest;
    }
    return followed
        .lines()
        .dropWhile(line -> line.startsWith(COMMENT))
        .collect(Collectors.joining("\n"));
  }
}
