package io.t4.cli;

import io.t4.packages.DataPackage;
import io.t4.packages.PackageDirectory;
import io.t4.packages.PackageRegistry;
import io.t4.packages.PushOptions;
import io.t4.storage.Location;
import io.t4.workflows.WorkflowChoice;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code t4 push}. */
@Command(
    name = "push",
    description = "Publish a directory as a new revision of a package.",
    footer = {
      "  t4 push team/storms --registry s3://my-bucket -m 'first storms'",
      "  t4 push team/storms storms/ --registry s3://my-bucket --meta '{\"year\": 2026}'",
      "  t4 push 'quilt+s3://my-bucket#package=team/storms' storms/ --dedupe",
      "  t4 push team/storms storms/ --no-copy              files stay where they are",
      "",
      "The revision has what is in the directory, except what .quiltignore leaves out. Metadata",
      "stays from the revision that was pushed or installed last here. If somebody else has",
      "published since, nothing is: the exit code is 1, and both revisions are named.",
      "JSON fields: name, registry, top_hash."
    })
final class PushCommand extends Subcommand {
  @Mixin private PackageArgument.Published named = new PackageArgument.Published();

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DIR",
      description = "The directory; without it the working directory.")
  private @Nullable File directory;

  @Option(names = "--dir", paramLabel = "DIR", description = "The directory, as quilt3 has it.")
  private @Nullable File sameDirectory;

  @Option(
      names = "--dest",
      paramLabel = "URI",
      description = "Where in the registry files go; without it below the package's name.")
  private @Nullable String destination;

  @Option(
      names = {"-m", "--message"},
      paramLabel = "TEXT",
      description = "For those who list revisions.")
  private @Nullable String message;

  @Option(
      names = "--meta",
      paramLabel = "JSON",
      description = "The package's metadata: a JSON object, or @FILE.")
  private @Nullable JsonArgument meta;

  @Option(
      names = "--workflow",
      paramLabel = "ID",
      description = "The workflow to pass; '' for none; without it the registry's default.")
  private @Nullable String workflow;

  @Option(names = "--force", description = "Publish whatever the latest revision is.")
  private boolean force;

  @Option(names = "--dedupe", description = "Publish nothing if the latest revision is the same.")
  private boolean dedupe;

  @Option(names = "--no-copy", description = "Publish the manifest only; copy no files.")
  private boolean noCopy;

  @Mixin private TransferOptions transfer = new TransferOptions();

  @Override
  int run(Output out) throws IOException {
    String name = named.wholeName();
    Path source = source();
    PushOptions options = options();
    Pushed pushed =
        transfer.run(
            "Pushing",
            out,
            session -> {
              PackageRegistry target = named.registry(session);
              PackageDirectory contents = PackageDirectory.open(name, source, session);
              if (meta != null) {
                contents.contents().setMeta(meta.members());
              }
              return new Pushed(target.location(), contents.push(target, options));
            });
    String topHash = pushed.revision().topHash();
    if (transfer.json()) {
      out.json(PackageRecords.of(name, pushed.registry(), topHash));
    } else if (!transfer.quiet()) {
      out.line(name + "@" + topHash);
    }
    if (pushed.revision().walk().findAny().isEmpty() && !transfer.quiet()) {
      out.flush();
      new Warnings()
          .warned(
              "%s has no entries now: there is no file in %s, or .quiltignore leaves all out; push another directory, or go back by 't4 rollback'"
                  .formatted(name, source.toAbsolutePath().normalize()));
    }
    return ExitCode.OK;
  }

  private Path source() {
    if (directory != null && sameDirectory != null) {
      throw wrongUsage("name the directory once, by itself or by --dir");
    }
    File named = directory == null ? sameDirectory : directory;
    return Path.of(named == null ? "." : named.getPath());
  }

  private PushOptions options() {
    PushOptions options = message == null ? PushOptions.none() : PushOptions.withMessage(message);
    if (destination != null) {
      options = options.to(destination);
    }
    if (workflow != null) {
      options =
          options.workflow(
              workflow.isEmpty() ? WorkflowChoice.none() : WorkflowChoice.named(workflow));
    }
    if (noCopy) {
      options = options.copying((key, entry) -> false);
    }
    if (force) {
      options = options.force();
    }
    return dedupe ? options.dedupe() : options;
  }

  private record Pushed(Location registry, DataPackage revision) {}
}
