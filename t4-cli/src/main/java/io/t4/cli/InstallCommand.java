package io.t4.cli;

import io.t4.packages.DataPackage;
import io.t4.packages.InstallOptions;
import io.t4.packages.PackageRegistry;
import io.t4.session.T4Session;
import java.io.File;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code t4 install}. */
@Command(
    name = "install",
    description = "Bring a revision of a package to this machine, files and manifest.",
    footer = {
      "  t4 install team/storms --registry s3://my-bucket --dest storms/",
      "  t4 install team/storms@3f2a91c --registry s3://my-bucket --dest before/",
      "  t4 install team/storms --registry s3://my-bucket --path winter/ --dest winter/",
      "  t4 install 'quilt+s3://my-bucket#package=team/storms@3f2a91c' --dest before/",
      "",
      "Each file is checked while it comes and has its name only when it is right. What is right",
      "already stays, so that the same command goes on where it was broken off. Files that the",
      "package doesn't have stay. Without --dest files go to a directory of the package's name, in",
      "that of the setting default_install_location, else in the local registry.",
      "JSON fields: name, top_hash."
    })
final class InstallCommand extends Subcommand {
  @Mixin private PackageArgument.Published named = new PackageArgument.Published();

  @Mixin private TopHashOption topHash = new TopHashOption();

  @Option(names = "--dest", paramLabel = "DIR", description = "Where files go; made if missing.")
  private @Nullable File destination;

  @Option(
      names = "--path",
      paramLabel = "KEY",
      description = "Only this entry, or what is in this directory; it comes directly into DIR.")
  private @Nullable String path;

  @Option(
      names = "--dest-registry",
      paramLabel = "DIR",
      description = "Where the manifest goes; without it the local registry.")
  private @Nullable String destinationRegistry;

  @Mixin private TransferOptions transfer = new TransferOptions();

  @Override
  int run(Output out) throws IOException {
    String name = named.name();
    DataPackage installed =
        transfer.run(
            "Installing",
            out,
            session -> DataPackage.install(name, named.registry(session), options(session)));
    String topHash = installed.topHash();
    if (transfer.json()) {
      out.json(PackageRecords.of(name, topHash));
    } else if (!transfer.quiet()) {
      out.line(name + "@" + topHash);
    }
    return ExitCode.OK;
  }

  private InstallOptions options(T4Session session) {
    InstallOptions options = InstallOptions.revision(named.revision(topHash.value()));
    String inUri = named.path();
    if (path != null && inUri != null) {
      throw wrongUsage("the URI names the path '" + inUri + "', so --path can't be given too");
    }
    String chosen = path != null ? path : inUri;
    if (chosen != null) {
      options = options.path(chosen);
    }
    if (destinationRegistry != null) {
      options = options.into(PackageRegistry.open(destinationRegistry, session));
    }
    return destination == null ? options : options.to(destination.toPath());
  }
}
