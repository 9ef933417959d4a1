package io.t4.cli;

import io.t4.catalog.launch.CatalogStartException;
import io.t4.error.InvalidInputException;
import io.t4.error.InvalidQueryException;
import io.t4.error.NotFoundException;
import io.t4.error.T4Exception;
import io.t4.sandbox.SandboxException;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns exceptions into one line on standard error and an exit code. */
final class ErrorReport implements IExecutionExceptionHandler, IParameterExceptionHandler {
  /** What other programs call it. */
  private static final Pattern VERSION_OPTION = Pattern.compile("--version-?[iI]d(=.*)?");

  /** No such object, version, directory or bucket. */
  static final int NOT_FOUND = 3;

  /** Each of their characters takes two columns. */
  private static final Set<Character.UnicodeScript> WIDE =
      EnumSet.of(
          Character.UnicodeScript.HAN,
          Character.UnicodeScript.HIRAGANA,
          Character.UnicodeScript.KATAKANA,
          Character.UnicodeScript.HANGUL);

  /** That of their scripts, as wide as they are. */
  private static final String WIDE_SPACE = "\u3000";

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    if (failure instanceof Output.ClosedPipeException) {
      return ExitCode.OK;
    }
    if (processEnds()) {
      // What breaks while everything is being closed is no news.
      return ExitCode.SOFTWARE;
    }
    if (failure instanceof ParameterException wrongUsage) {
      return handleParseException(wrongUsage, new String[0]);
    }
    PrintWriter err = commandLine.getErr();
    err.println("t4: " + PrintableText.lines(message(failure)));
    if (failure instanceof InvalidQueryException malformed) {
      pointInto(malformed, err);
    }
    if (((T4Command) commandLine.getCommandSpec().root().userObject()).debug()) {
      err.print(PrintableText.trace(failure));
    }
    err.flush();
    return exitCode(failure);
  }

  /** Whether the process was told to end, by Ctrl-C or SIGTERM; the JVM sets the exit code. */
  static boolean processEnds() {
    Thread probe = new Thread(() -> {});
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** The query with a caret below the place, where that is known. */
  private static void pointInto(InvalidQueryException malformed, PrintWriter err) {
    if (malformed.position().isPresent()) {
      String query = PrintableText.line(malformed.query());
      String before = query.substring(0, malformed.position().getAsInt());
      err.println("  " + query);
      err.println("  " + spaces(before) + "^");
    }
  }

  /** As wide as the text is on a terminal. */
  private static String spaces(String text) {
    StringBuilder spaces = new StringBuilder();
    text.codePoints()
        .filter(character -> Character.getType(character) != Character.NON_SPACING_MARK)
        .forEach(
            character ->
                spaces.append(
                    WIDE.contains(Character.UnicodeScript.of(character)) ? WIDE_SPACE : " "));
    return spaces.toString();
  }

  /** Reports what no command is prepared for: no memory, a damaged installation. */
  static int report(Error failure) {
    System.err.println("t4: " + PrintableText.lines(failure.toString()));
    if (T4Command.debugInEnvironment()) {
      System.err.print(PrintableText.trace(failure));
    } else {
      System.err.println("T4_DEBUG=1 shows where it happened.");
    }
    return ExitCode.SOFTWARE;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine commandLine = failure.getCommandLine();
    PrintWriter err = commandLine.getErr();
    boolean root = commandLine.getParent() == null;
    if (root && arguments.length == 0) {
      commandLine.usage(err);
      return ExitCode.USAGE;
    }
    if (root
        && failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()) {
      String typed = unmatched.getUnmatched().get(0);
      err.println(
          "t4: '" + PrintableText.line(typed) + "' is no command" + meant(typed, commandLine));
    } else {
      err.println("t4: " + PrintableText.lines(wrongUsage(failure, commandLine)));
    }
    err.println("Try '" + commandLine.getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return ExitCode.USAGE;
  }

  private static String wrongUsage(ParameterException failure, CommandLine commandLine) {
    if (!(failure instanceof UnmatchedArgumentException unmatched)
        || !unmatched.isUnknownOption()) {
      return firstToLowerCase(String.valueOf(failure.getMessage()));
    }
    // What else is left over may be the values of these.
    List<String> unknown =
        unmatched.getUnmatched().stream().filter(typed -> typed.startsWith("-")).toList();
    return "unknown option%s '%s'%s"
        .formatted(
            unknown.size() == 1 ? "" : "s",
            String.join("', '", unknown),
            meantInstead(unknown, commandLine));
  }

  private static String meantInstead(List<String> unknown, CommandLine commandLine) {
    if (commandLine.getCommand() instanceof SearchCommand) {
      // A query may begin with what looks like an option.
      return "; in a query write NOT for '-', or -- before it, behind all options";
    }
    return unknown.stream().anyMatch(typed -> VERSION_OPTION.matcher(typed).matches())
        ? "; a version is named in the URI, as in 's3://my-bucket/key?versionId=…'"
        : "";
  }

  private static String meant(String typed, CommandLine commandLine) {
    List<String> names = Suggestions.of(typed, commandLine.getSubcommands().keySet());
    return names.isEmpty() ? "" : "; did you mean " + String.join(" or ", names) + "?";
  }

  private static int exitCode(Exception failure) {
    if (failure instanceof InvalidInputException) {
      return ExitCode.USAGE;
    }
    if (failure instanceof CatalogStartException start) {
      return switch (start.reason()) {
        case WRONG_SETTING -> ExitCode.USAGE;
        case NOT_FOUND -> NOT_FOUND;
        case OTHER -> ExitCode.SOFTWARE;
      };
    }
    return failure instanceof NotFoundException ? NOT_FOUND : ExitCode.SOFTWARE;
  }

  /** Our own messages say what to do; others also need their type to be understood. */
  private static String message(Exception failure) {
    String message = failure.getMessage();
    boolean own =
        failure instanceof T4Exception
            || failure instanceof SandboxException
            || failure instanceof CatalogStartException
            || failure instanceof CommandFailedException;
    return own && message != null ? message : failure.toString();
  }

  private static String firstToLowerCase(String message) {
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
