package io.t4.cli;

import io.t4.packages.PackageRegistry;
import io.t4.session.T4Session;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code t4 rollback}. */
@Command(
    name = "rollback",
    description = "Make a former revision of a package the latest one.",
    footer = {
      "  t4 rollback team/storms 3f2a91c --registry s3://my-bucket",
      "  t4 rollback team/storms@3f2a91c --registry s3://my-bucket",
      "",
      "The revisions after it stay, and can be rolled forward to.",
      "JSON fields: name, top_hash."
    })
final class RollbackCommand extends Subcommand {
  @Mixin private PackageArgument.Local named = new PackageArgument.Local();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "REVISION",
      description =
          "A top hash or its first digits, or a time that 't4 versions' shows, if PACKAGE has none.")
  private @Nullable String typed;

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    String name = named.nameWithoutPath();
    String revision = named.revisionOrNull(typed);
    if (revision == null) {
      throw wrongUsage("name the revision to go back to; 't4 log " + name + "' shows them");
    }
    try (T4Session opened = session.open()) {
      PackageRegistry registry = named.registry(opened);
      registry.rollback(name, revision);
      String topHash = registry.latest(name);
      if (json.isSet()) {
        out.json(PackageRecords.of(name, topHash));
      } else {
        out.line(name + "@" + topHash);
      }
    }
    return ExitCode.OK;
  }
}
