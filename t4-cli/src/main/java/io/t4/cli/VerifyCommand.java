package io.t4.cli;

import io.t4.packages.DataPackage;
import io.t4.packages.ExtraFiles;
import io.t4.packages.Verification;
import io.t4.packages.Verification.Difference;
import io.t4.session.T4Session;
import java.io.File;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code t4 verify}. */
@Command(
    name = "verify",
    description = "Tell whether a directory holds what a revision of a package says.",
    footer = {
      "  t4 verify team/storms --dir storms/",
      "  t4 verify team/storms --dir storms/ --extra-files-ok",
      "  t4 verify team/storms@3f2a91c --registry s3://my-bucket --dir before/",
      "",
      "Compares names, sizes and hashes of the files. Prints a line for each difference; the exit",
      "code is then 1. Prints nothing if there is none.",
      "JSON fields: logical_key, kind (missing, extra, size, hash), expected, actual: two sizes, two",
      "hashes, or null."
    })
final class VerifyCommand extends Subcommand {
  @Mixin private PackageArgument.Local named = new PackageArgument.Local();

  @Mixin private TopHashOption topHash = new TopHashOption();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "The directory; without it the working directory.")
  private File directory = new File(".");

  @Option(
      names = "--extra-files-ok",
      description = "Files that the package doesn't have are no difference.")
  private boolean extraFilesOk;

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    Verification found;
    try (T4Session opened = session.open()) {
      DataPackage revision =
          named.registry(opened).browse(named.name(), named.revision(topHash.value()));
      String path = named.path();
      found =
          (path == null ? revision : revision.directory(path))
              .verify(directory.toPath(), extraFilesOk ? ExtraFiles.ALLOWED : ExtraFiles.REPORTED);
    }
    for (Difference difference : found.differences()) {
      if (json.isSet()) {
        out.json(PackageRecords.of(difference));
      } else {
        out.line(difference.toString());
      }
    }
    long unnamed = found.total() - found.differences().size();
    if (unnamed > 0) {
      out.flush();
      System.err.println("t4: " + unnamed + " more differences are not shown");
    }
    return found.isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
