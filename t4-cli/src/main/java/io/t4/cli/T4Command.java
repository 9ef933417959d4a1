package io.t4.cli;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The program {@code t4}.
 *
 * <p>Exit codes: 0 fine, 1 failed, 2 wrong usage, 3 not found. Data goes to standard output,
 * everything else to standard error.
 */
@Command(
    name = "t4",
    description = "A team data hub on S3.",
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%n",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footerHeading = "%nExamples:%n",
    footer = {
      "  t4 demo                                        see everything at work, without an account",
      "  t4 ls s3://my-bucket/path/                     look around",
      "  t4 fetch s3://my-bucket/path/ ./path/          copy a directory here",
      "  t4 show s3://my-bucket/path/table.parquet      read a table",
      "  t4 search s3://my-bucket thor                  find objects by what is in them",
      "  t4 push team/storms storms/ --registry s3://my-bucket    publish a data package",
      "  t4 put report.csv s3://my-bucket/reports/ --meta '{\"year\": 2026}'",
      "",
      "Locations are s3://bucket/key, s3://bucket/key?versionId=… or file:///directory/file.",
      "A directory's name ends in /. 't4 COMMAND --help' tells more about a command.",
      "",
      "Exit codes: 0 fine, 1 failed, 2 wrong usage, 3 not found.",
      "Environment: AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_PROFILE, AWS_REGION,",
      "  AWS_ENDPOINT_URL_S3, T4_CONFIG_DIR, T4_TOKEN, T4_DEBUG=1 (stack traces), NO_COLOR."
    },
    subcommands = {
      KeysCommand.class,
      LsCommand.class,
      FetchCommand.class,
      CatCommand.class,
      ShowCommand.class,
      MetaCommand.class,
      PutCommand.class,
      RmCommand.class,
      CpCommand.class,
      SelectCommand.class,
      SearchCommand.class,
      PresignCommand.class,
      PushCommand.class,
      InstallCommand.class,
      BrowseCommand.class,
      VerifyCommand.class,
      StatusCommand.class,
      DiffCommand.class,
      ListPackagesCommand.class,
      VersionsCommand.class,
      LogCommand.class,
      RollbackCommand.class,
      DeletePackageCommand.class,
      TopHashCommand.class,
      CacheCommand.class,
      ConfigCommand.class,
      LoginCommand.class,
      LogoutCommand.class,
      SandboxCommand.class,
      CatalogCommand.class,
      DemoCommand.class,
      ShellCommand.class,
      CompletionCommand.class,
      HelpCommand.class
    })
public final class T4Command {
  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show stack traces of errors (also T4_DEBUG=1).")
  private boolean debug;

  T4Command() {}

  /** Runs the program and ends the process with its exit code. */
  public static void main(String[] arguments) {
    int exitCode;
    try {
      exitCode = commandLine(Terminal.current()).execute(arguments);
    } catch (Error e) {
      exitCode = ErrorReport.report(e);
    }
    System.exit(exitCode);
  }

  /** The commands, ready to parse and run. */
  static CommandLine commandLine(Terminal terminal) {
    ErrorReport errors = new ErrorReport();
    CommandLine commandLine = new CommandLine(new T4Command());
    commandLine.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST, CommandGroups::list);
    return commandLine
        .setColorScheme(Help.defaultColorScheme(terminal.colours() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(100)
        .setUsageHelpLongOptionsMaxWidth(32)
        // @FILE is for the command to read, not a list of arguments.
        .setExpandAtFiles(false)
        .registerConverter(JsonArgument.class, JsonArgument::new)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  boolean debug() {
    return debug || debugInEnvironment();
  }

  static boolean debugInEnvironment() {
    return "1".equals(System.getenv("T4_DEBUG"));
  }
}
