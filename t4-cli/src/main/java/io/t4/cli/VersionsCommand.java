package io.t4.cli;

import io.t4.packages.PackageRegistry;
import io.t4.packages.PackageVersion;
import io.t4.session.T4Session;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code t4 versions}. */
@Command(
    name = "versions",
    description = "Print the pointers of a package to its revisions, oldest first.",
    footer = {
      "  t4 versions team/storms --registry s3://my-bucket",
      "",
      "Prints the second since 1970 at which each was published, or latest, and the top hash.",
      "JSON fields: version, time, top_hash."
    })
final class VersionsCommand extends Subcommand {
  @Mixin private PackageArgument.Local named = new PackageArgument.Local();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    try (T4Session opened = session.open()) {
      String name = named.wholeName();
      PackageRegistry registry = named.registry(opened);
      List<PackageVersion> versions = registry.listPackageVersions(name);
      if (versions.isEmpty()) {
        // Says in the words of all commands that there is no such package.
        String unused = registry.latest(name);
      }
      for (PackageVersion version : versions) {
        if (json.isSet()) {
          out.json(PackageRecords.of(version));
        } else {
          out.line(line(version));
        }
      }
    }
    return ExitCode.OK;
  }

  /** A pointer for people. */
  static String line(PackageVersion version) {
    return "%-10s  %s".formatted(version.pointer(), version.topHash());
  }
}
