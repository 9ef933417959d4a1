package io.t4.cli;

import io.t4.packages.DataPackage;
import io.t4.packages.EntryChange;
import io.t4.packages.PackageDiff;
import io.t4.packages.PackageRegistry;
import io.t4.session.T4Session;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code t4 diff}. */
@Command(
    name = "diff",
    description = "Print how two revisions of a package differ.",
    footer = {
      "  t4 diff team/storms 3f2a91c --registry s3://my-bucket       to the latest revision",
      "  t4 diff team/storms 3f2a91c 77b0c2d --registry s3://my-bucket",
      "  t4 diff team/storms@3f2a91c 77b0c2d --registry s3://my-bucket       the same",
      "",
      "Prints a line for what was added, modified (content, metadata) or deleted; for the metadata of",
      "the package and of directories too. Prints nothing if the revisions hold the same.",
      "JSON fields: change (added, modified, deleted), type (package, directory, entry),",
      "logical_key, parts (content, metadata)."
    })
final class DiffCommand extends Subcommand {
  @Mixin private PackageArgument.Local named = new PackageArgument.Local();

  @Parameters(
      index = "1..*",
      arity = "0..2",
      paramLabel = "REVISION",
      description =
          "The earlier revision, if PACKAGE has none, and the later one, else the latest: a top hash or its first digits, a time that 't4 versions' shows, or latest.")
  private List<String> typed = List.of();

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    String name = named.nameWithoutPath();
    List<String> revisions = revisions();
    try (T4Session opened = session.open()) {
      PackageRegistry registry = named.registry(opened);
      DataPackage earlier = registry.browse(name, revisions.get(0));
      print(earlier.diff(registry.browse(name, revisions.get(1))), out);
    }
    return ExitCode.OK;
  }

  /** The earlier and the later one. */
  private List<String> revisions() {
    List<String> revisions = new ArrayList<>(typed);
    String ofName = named.revisionOrNull(null);
    if (ofName != null) {
      revisions.add(0, ofName);
    }
    if (revisions.size() == 1) {
      revisions.add(PackageArgument.LATEST);
    }
    if (revisions.size() != 2) {
      throw wrongUsage("name one revision to compare with the latest, or two");
    }
    return revisions;
  }

  private void print(PackageDiff diff, Output out) throws IOException {
    if (diff.metaChanged()) {
      print(PackageRecords.ofMetaChange("package", null), ChangeLine.ofPackageMeta(), out);
    }
    for (String directory : diff.directoriesChanged()) {
      print(
          PackageRecords.ofMetaChange("directory", directory),
          ChangeLine.ofDirectoryMeta(directory),
          out);
    }
    for (EntryChange change : diff.changes()) {
      print(PackageRecords.of(change), ChangeLine.of(change), out);
    }
  }

  private void print(Map<String, @Nullable Object> fields, String line, Output out)
      throws IOException {
    if (json.isSet()) {
      out.json(fields);
    } else {
      out.line(line);
    }
  }
}
