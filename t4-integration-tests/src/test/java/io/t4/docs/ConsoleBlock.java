package io.t4.docs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A block of commands, each behind {@code $}, and the output that each is shown to have. Lines that
 * a command goes on in begin with {@code >}.
 */
record ConsoleBlock(List<Command> commands) {
  private static final String PROMPT = "$ ";
  private static final String CONTINUATION = "> ";

  /** Not in any output. */
  private static final String MARK = "--8<--";

  /**
   * A command.
   *
   * @param shown its output; empty if none is shown, which says nothing about it
   */
  record Command(String line, String shown) {
    private boolean asksForExitCode() {
      return line.equals("echo $?");
    }
  }

  ConsoleBlock {
    commands = List.copyOf(commands);
  }

  static ConsoleBlock parse(String text) {
    List<Command> commands = new ArrayList<>();
    for (String line : text.lines().toList()) {
      if (line.startsWith(PROMPT)) {
        commands.add(new Command(line.substring(PROMPT.length()), ""));
        continue;
      }
      if (commands.isEmpty()) {
        throw new IllegalArgumentException("'" + line + "' stands before the first '$ '");
      }
      Command last = commands.remove(commands.size() - 1);
      commands.add(
          line.startsWith(CONTINUATION) && last.shown().isEmpty()
              ? new Command(last.line() + "\n" + line.substring(CONTINUATION.length()), "")
              : new Command(last.line(), last.shown() + line + "\n"));
    }
    return new ConsoleBlock(commands);
  }

  /** Runs the commands in one shell; returns what went otherwise than shown. */
  List<String> run(Workplace workplace) throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder();
    for (Command command : commands) {
      // The exit code is kept for a following echo $?.
      script
          .append(command.line())
          .append("\ns=$?; echo '")
          .append(MARK)
          .append("'$s; (exit $s)\n");
    }
    String[] outputs = workplace.shell(script + "true\n").output().split(MARK, -1);
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < commands.size(); i++) {
      if (i + 1 >= outputs.length) {
        problems.add(commands.get(i).line() + "\ndid not run; before it came:\n" + outputs[i]);
        break;
      }
      boolean failureShown = i + 1 < commands.size() && commands.get(i + 1).asksForExitCode();
      check(
          commands.get(i), after(outputs[i], i), exitCode(outputs[i + 1]), failureShown, problems);
    }
    return problems;
  }

  private static void check(
      Command command,
      String output,
      String exitCode,
      boolean failureShown,
      List<String> problems) {
    if (!exitCode.equals("0") && !failureShown) {
      problems.add(command.line() + "\nended with " + exitCode + ":\n" + output);
    } else if (!command.shown().isEmpty() && !new ShownText(command.shown()).matches(output)) {
      problems.add(
          "%s\nis shown with:\n%s\nbut prints:\n%s"
              .formatted(command.line(), command.shown(), output));
    }
  }

  /** Each piece but the first begins with the exit code of the command before. */
  private static String after(String piece, int index) {
    return index == 0 ? piece : piece.substring(piece.indexOf('\n') + 1);
  }

  private static String exitCode(String piece) {
    return piece.substring(0, piece.indexOf('\n'));
  }
}
