package io.t4.cli;

import io.t4.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code t4 sandbox}. */
@Command(
    name = "sandbox",
    description = "Run a local S3 server for trying things out, until Ctrl-C.",
    footer = {
      "  t4 sandbox --bucket my-bucket",
      "  t4 sandbox --port 9000 --data ./sandbox-data --bucket lab --bucket results",
      "",
      "Prints 'ready http://127.0.0.1:PORT' once the server answers. Buckets keep versions.",
      "The server takes any credentials and can be reached from this machine only."
    })
final class SandboxCommand extends Subcommand {
  /**
   * How the server ends when its parent closes it, at Ctrl-C, and at SIGTERM. A terminal and a
   * service manager send their signal to both processes, in whatever order.
   */
  static final Set<Integer> TOLD_TO_END = Set.of(0, 130, 143);

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "The port to listen on; 0, the default, takes a free one.")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where data is kept from run to run; without it, it is gone at the end.")
  private @Nullable Path data;

  @Option(
      names = "--bucket",
      paramLabel = "NAME",
      description = "A bucket to create if it isn't there; can be given again.")
  private List<String> buckets = List.of();

  @Override
  int run(Output out) throws IOException, InterruptedException {
    if (port < 0 || port > 65535) {
      throw wrongUsage("'" + port + "' is no port: write one from 0 to 65535");
    }
    Sandbox.Builder builder = Sandbox.builder().port(port);
    if (data != null) {
      builder.dataDirectory(data);
    }
    buckets.forEach(builder::bucket);
    try (StoppedWithProcess<Sandbox> sandbox = StoppedWithProcess.of(builder.start())) {
      System.err.print(SandboxSettings.of(sandbox.get().endpoint()).explanation());
      out.line("ready " + sandbox.get().endpoint());
      out.flush();
      int exitCode = sandbox.get().awaitExit();
      if (TOLD_TO_END.contains(exitCode)) {
        return exitCode;
      }
      throw new CommandFailedException(
          "the sandbox's server ended; its log is " + sandbox.get().logFile());
    }
  }
}
