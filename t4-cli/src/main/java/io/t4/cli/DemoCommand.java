package io.t4.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code t4 demo}. */
@Command(
    name = "demo",
    description = {
      "See everything at work, on a local S3 server and a catalog, with sample data.",
      "Runs every operation and prints the Java call, its real result and the command that does the same."
    },
    footer = {
      "  t4 demo",
      "  t4 demo --keep                                   the servers stay up, to try more",
      "",
      "It needs no account and no network, changes none of your settings, and leaves nothing behind."
    })
final class DemoCommand extends Subcommand {
  @Option(names = "--keep", description = "Keep the servers up at the end, until Ctrl-C.")
  private boolean keep;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "The S3 server's port; 0, the default, takes a free one.")
  private int port;

  @Override
  int run(Output out) throws IOException, InterruptedException {
    if (port < 0 || port > 65535) {
      throw wrongUsage("'" + port + "' is no port: write one from 0 to 65535");
    }
    return new Demo(port, keep, out).run() ? ExitCode.OK : ExitCode.SOFTWARE;
  }
}
