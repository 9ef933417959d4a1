package io.t4.cli;

import io.t4.packages.PackageRegistry;
import io.t4.packages.PackageVersion;
import io.t4.session.T4Session;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code t4 log}. */
@Command(
    name = "log",
    description = "Print the revisions of a package, newest first, with their messages.",
    footer = {
      "  t4 log team/storms --registry s3://my-bucket",
      "  t4 log --json team/storms --registry s3://my-bucket | jq -r .top_hash",
      "",
      "Prints time, the first digits of the top hash, and the message; a * at that of the latest.",
      "JSON fields: version, time, top_hash, message, latest."
    })
final class LogCommand extends Subcommand {
  @Mixin private PackageArgument.Local named = new PackageArgument.Local();
  @Mixin private JsonOption json = new JsonOption();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    try (T4Session opened = session.open()) {
      PackageRegistry registry = named.registry(opened);
      String name = named.wholeName();
      String latest = registry.latest(name);
      List<PackageVersion> versions = registry.listPackageVersions(name);
      // A revision that was published more than once is the latest only once.
      boolean found = false;
      for (int i = versions.size() - 1; i >= 0; i--) {
        PackageVersion version = versions.get(i);
        if (!version.isLatest()) {
          boolean current = !found && version.topHash().equals(latest);
          print(version, current, registry, out);
          found |= current;
        }
      }
    }
    return ExitCode.OK;
  }

  private void print(PackageVersion version, boolean current, PackageRegistry registry, Output out)
      throws IOException {
    Object message =
        version.isDamaged()
            ? null
            : registry.header(named.name(), version.topHash()).get("message");
    if (json.isSet()) {
      Map<String, @Nullable Object> fields = PackageRecords.of(version);
      fields.put("message", message);
      fields.put("latest", current);
      out.json(fields);
    } else {
      out.line(
          "%-20s  %s%s  %s"
              .formatted(
                  version.time().map(Instant::toString).orElse(version.pointer()),
                  version.isDamaged() ? "damaged" : registry.shorten(version.topHash()),
                  current ? "*" : " ",
                  message == null ? "" : message)
              .stripTrailing());
    }
  }
}
