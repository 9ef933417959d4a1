package io.t4.cli;

import io.t4.packages.PackageRegistry;
import io.t4.session.T4Session;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code t4 list-packages}. */
@Command(
    name = "list-packages",
    description = "Print the names of the packages in a registry.",
    footer = {
      "  t4 list-packages s3://my-bucket",
      "  t4 list-packages                     those of the local registry",
      "",
      "JSON: each name as a string."
    })
final class ListPackagesCommand extends Subcommand {
  @Parameters(
      arity = "0..1",
      paramLabel = "REGISTRY",
      description = "A bucket or a directory; without it the local registry.")
  private @Nullable String uri;

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    try (T4Session opened = session.open()) {
      PackageRegistry registry =
          uri == null ? PackageRegistry.local(opened) : PackageRegistry.open(uri, opened);
      for (String name : registry.listPackages()) {
        if (json.isSet()) {
          out.json(name);
        } else {
          out.line(name);
        }
      }
    }
    return ExitCode.OK;
  }
}
