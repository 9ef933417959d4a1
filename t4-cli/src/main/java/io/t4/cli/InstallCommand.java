package io.t4.cli;

import io.t4.packages.DataPackage;
import io.t4.packages.InstallOptions;
import io.t4.packages.PackageRegistry;
import io.t4.session.T4Session;
import java.io.File;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
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
      "  t4 install team/storms --registry s3://my-bucket --top-hash 3f2a91c --dest before/",
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

  @Option(
      names = "--top-hash",
      paramLabel = "REVISION",
      description = "A top hash or its first digits, or a time that 't4 versions' shows.")
  private @Nullable String topHash;

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
    Installed installed =
        transfer.run(
            "Installing",
            out,
            session -> {
              DataPackage revision =
                  DataPackage.install(named.name(), named.registry(session), options(session));
              return new Installed(named.name(), revision.topHash());
            });
    if (transfer.json()) {
      out.json(installed.fields());
    } else if (!transfer.quiet()) {
      out.line(installed.name() + "@" + installed.topHash());
    }
    return ExitCode.OK;
  }

  private InstallOptions options(T4Session session) {
    InstallOptions options = InstallOptions.revision(named.revision(topHash));
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

  /** What is told of it. */
  private record Installed(String name, String topHash) {
    Map<String, @Nullable Object> fields() {
      Map<String, @Nullable Object> fields = new LinkedHashMap<>();
      fields.put("name", name);
      fields.put("top_hash", topHash);
      return fields;
    }
  }
}
