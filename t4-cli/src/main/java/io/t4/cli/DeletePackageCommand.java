package io.t4.cli;

import io.t4.packages.PackageRegistry;
import io.t4.session.T4Session;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code t4 delete-package}. */
@Command(
    name = "delete-package",
    description = "Delete a package, or one revision of it, from a registry.",
    footer = {
      "  t4 delete-package team/storms --registry s3://my-bucket              asks first",
      "  t4 delete-package team/storms --registry s3://my-bucket --yes",
      "  t4 delete-package team/storms@3f2a91c --registry s3://my-bucket      one revision",
      "",
      "The files that the package names stay where they are.",
      "JSON field: deleted, the package or package@revision."
    })
final class DeletePackageCommand extends Subcommand {
  @Mixin private PackageArgument.Local named = new PackageArgument.Local();

  @Option(
      names = "--top-hash",
      paramLabel = "REVISION",
      description = "Delete that revision only; if it is the latest, the one before becomes it.")
  private @Nullable String topHash;

  @Option(
      names = {"-y", "--yes"},
      description = "Don't ask.")
  private boolean yes;

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    String name = named.nameWithoutPath();
    String revision = named.revisionOrNull(topHash);
    String what = revision == null ? name : name + "@" + revision;
    if (!yes && !out.terminal().input()) {
      throw wrongUsage("delete-package can't ask here what to do with '" + what + "': add --yes");
    }
    try (T4Session opened = session.open()) {
      PackageRegistry registry = named.registry(opened);
      if (!yes && !Confirmation.of("Delete %s from %s?".formatted(what, registry.location()))) {
        System.err.println("t4: nothing was deleted");
        return ExitCode.SOFTWARE;
      }
      if (revision == null) {
        registry.deletePackage(name);
      } else {
        registry.deletePackage(name, revision);
      }
    }
    if (json.isSet()) {
      out.json(Map.of("deleted", what));
    } else {
      out.line("deleted " + what);
    }
    return ExitCode.OK;
  }
}
