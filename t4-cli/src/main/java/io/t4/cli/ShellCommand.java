package io.t4.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code t4 shell}. */
@Command(
    name = "shell",
    description = "Java's shell, JShell, with T4 on the class path and imported.",
    footer = {
      "  t4 shell",
      "      jshell> var b = Bucket.open(\"s3://my-bucket\")",
      "      jshell> b.keys()",
      "  t4 shell report.jsh                              runs a script and ends",
      "  echo 'System.out.println(T4.get(\"s3://my-bucket/a.json\"))' | t4 shell",
      "",
      "A script chooses its exit code with /exit N; without, it is 1 if the script had an error."
    })
final class ShellCommand extends Subcommand {
  @Parameters(paramLabel = "SCRIPT", arity = "0..*", description = "Scripts to run, one by one.")
  private List<Path> scripts = List.of();

  @Override
  int run(Output out) throws Exception {
    // Java runtimes can be built without it.
    if (ModuleLayer.boot().findModule("jdk.jshell").isEmpty()) {
      throw new CommandFailedException(
          "this Java runtime (%s) has no JShell; use a full JDK 17 or later, by JAVA_HOME"
              .formatted(System.getProperty("java.home")));
    }
    return JShellTool.run(scripts, out.terminal().input());
  }
}
