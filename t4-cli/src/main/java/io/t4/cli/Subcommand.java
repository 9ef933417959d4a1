package io.t4.cli;

import java.io.File;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands share: the look of their help, and their standard output. */
@Command(
    synopsisHeading = "Usage: ",
    descriptionHeading = "%n",
    parameterListHeading = "%nArguments:%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n")
abstract class Subcommand implements Callable<Integer> {
  @SuppressWarnings("UnusedVariable") // The parser acts on it.
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public final Integer call() throws Exception {
    try (Output out = Output.standard()) {
      return run(out);
    }
  }

  /**
   * Does the command's work.
   *
   * @param out standard output
   * @return the exit code
   */
  abstract int run(Output out) throws Exception;

  /** The program that this is a command of. */
  final CommandLine root() {
    return spec.root().commandLine();
  }

  /**
   * An argument as it was typed. A {@code File}, which shells complete, loses the {@code /} at its
   * end and takes a URI's {@code //} for a mistake.
   */
  final String typed(File argument) {
    return spec.commandLine().getParseResult().matchedPositionals().stream()
        .filter(parameter -> parameter.getValue() == argument)
        .map(parameter -> parameter.originalStringValues().get(0))
        .findFirst()
        .orElseThrow();
  }

  /** An error of the user's that the options' declarations can't catch. */
  final ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
