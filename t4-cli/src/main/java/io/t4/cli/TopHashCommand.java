package io.t4.cli;

import io.t4.packages.DataPackage;
import java.io.File;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code t4 top-hash}. */
@Command(
    name = "top-hash",
    description = "Print the top hash of a manifest file.",
    footer = {
      "  t4 top-hash storms.jsonl",
      "",
      "Of a file that is no manifest it names the line and what is wrong there; the exit code is 1.",
      "JSON field: top_hash."
    })
final class TopHashCommand extends Subcommand {
  @Parameters(paramLabel = "MANIFEST", description = "A manifest: lines of JSON.")
  private File manifest = new File("");

  @Mixin private JsonOption json = new JsonOption();

  @Override
  int run(Output out) throws IOException {
    String topHash = DataPackage.load(manifest.toPath()).topHash();
    if (json.isSet()) {
      out.json(Map.of("top_hash", topHash));
    } else {
      out.line(topHash);
    }
    return ExitCode.OK;
  }
}
