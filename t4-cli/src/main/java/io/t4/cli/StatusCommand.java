package io.t4.cli;

import io.t4.packages.InstalledPackage;
import io.t4.packages.Verification.Difference;
import io.t4.session.T4Session;
import java.io.File;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code t4 status}. */
@Command(
    name = "status",
    description = "Print what was changed in a directory since a package was installed there.",
    footer = {
      "  t4 status storms/",
      "  t4 status --json | jq -r 'select(.change == \"modified\").logical_key'",
      "",
      "Prints the installed or pushed revision, then a line for each file that was added, modified",
      "or deleted since.",
      "JSON fields: name, top_hash, change (added, modified, deleted), logical_key."
    })
final class StatusCommand extends Subcommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The directory; without it the working directory.")
  private File directory = new File(".");

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    try (T4Session opened = session.open()) {
      for (InstalledPackage installed : InstalledPackage.in(directory.toPath(), opened)) {
        if (!json.isSet()) {
          out.line(installed.name() + "@" + installed.topHash());
        }
        for (Difference difference : installed.changes().differences()) {
          print(installed, difference, out);
        }
      }
    }
    return ExitCode.OK;
  }

  private void print(InstalledPackage installed, Difference difference, Output out)
      throws IOException {
    String change =
        switch (difference.kind()) {
          case MISSING -> "deleted";
          case EXTRA -> "added";
          case SIZE, HASH -> "modified";
        };
    if (json.isSet()) {
      out.json(
          PackageRecords.of(
              installed.name(), installed.topHash(), change, difference.logicalKey()));
    } else {
      out.line("%-8s  %s".formatted(change, difference.logicalKey()));
    }
  }
}
