package io.t4.cli;

import io.t4.catalog.launch.Catalog;
import io.t4.sandbox.Sandbox;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the {@link DemoWalkthrough} against a sandbox of its own, in a process whose environment
 * names that sandbox: so the walkthrough writes what any program would write, and neither sees nor
 * changes the user's settings.
 */
final class Demo {
  private static final int STOP_SECONDS = 5;

  private final int port;
  private final boolean keep;
  private final Output out;

  /**
   * @param port the sandbox's, 0 for a free one
   * @param keep whether to keep the sandbox up at the end, until the process is told to end
   */
  Demo(int port, boolean keep, Output out) {
    this.port = port;
    this.keep = keep;
    this.out = out;
  }

  /** Returns whether all steps succeeded. */
  boolean run() throws IOException, InterruptedException {
    out.line("Starting a local S3 server …");
    out.flush();
    long start = System.nanoTime();
    try (StoppedWithProcess<TemporaryDirectory> directory =
            StoppedWithProcess.of(TemporaryDirectory.create("t4-demo-"));
        StoppedWithProcess<Sandbox> sandbox =
            StoppedWithProcess.of(
                Sandbox.builder().port(port).bucket(DemoWalkthrough.BUCKET).start())) {
      tellOf(sandbox.get().endpoint() + " is up, with the bucket " + DemoWalkthrough.BUCKET, start);
      SandboxSettings settings = SandboxSettings.of(sandbox.get().endpoint());
      out.line("Starting a catalog …");
      out.flush();
      long catalogStart = System.nanoTime();
      try (StoppedWithProcess<Catalog> catalog =
          StoppedWithProcess.of(startCatalog(directory.get().path(), settings))) {
        tellOf(catalog.get().uri() + " is up, with an index of its own", catalogStart);
        boolean succeeded = walkThrough(directory.get().path(), settings, catalog.get().uri());
        if (keep) {
          out.block(invitation(directory.get().path(), settings, catalog.get().uri()));
          out.flush();
          sandbox.get().awaitExit();
        }
        return succeeded;
      }
    }
  }

  private void tellOf(String what, long start) throws IOException {
    out.line(String.format(Locale.ROOT, "%s (%.1f s)", what, (System.nanoTime() - start) / 1e9));
    out.flush();
  }

  private static Catalog startCatalog(Path directory, SandboxSettings settings) {
    return Catalog.builder()
        .setting("port", "0")
        .setting("data", directory.resolve("catalog").toString())
        .bucket("s3://" + DemoWalkthrough.BUCKET)
        .environment(
            environment -> {
              isolate(environment, directory, settings);
              // Only what goes wrong belongs between the steps.
              environment.put("LOGGING_LEVEL_IO_T4", "warn");
            })
        .start();
  }

  private static boolean walkThrough(Path directory, SandboxSettings settings, URI catalog)
      throws IOException, InterruptedException {
    SampleData.copyTo(Files.createDirectory(directory.resolve("sample")));
    Files.createDirectory(directory.resolve("lab"));
    ProcessBuilder builder =
        new ProcessBuilder(command()).directory(directory.toFile()).inheritIO();
    isolate(builder.environment(), directory, settings);
    builder.environment().put(DemoWalkthrough.CATALOG, catalog.toString());
    try (StoppedWithProcess<ChildProcess> child =
        StoppedWithProcess.of(new ChildProcess(builder.start()))) {
      return child.get().process().waitFor() == 0;
    }
  }

  private static List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // The start script's settings for this JVM are right for that one too.
    for (String argument : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (argument.startsWith("-D") || argument.startsWith("-X")) {
        command.add(argument);
      }
    }
    command.add("-cp");
    command.add(absoluteClassPath());
    command.add(DemoWalkthrough.class.getName());
    return command;
  }

  private static String absoluteClassPath() {
    List<String> entries = new ArrayList<>();
    for (String entry :
        System.getProperty("java.class.path").split(java.io.File.pathSeparator, -1)) {
      entries.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(java.io.File.pathSeparator, entries);
  }

  private static void isolate(
      Map<String, String> environment, Path directory, SandboxSettings settings) {
    environment
        .keySet()
        .removeIf(
            name ->
                name.startsWith("AWS_")
                    // The sandbox is on this machine, behind no proxy.
                    || name.toUpperCase(Locale.ROOT).endsWith("_PROXY"));
    environment.putAll(settings.environment());
    environment.put("AWS_CONFIG_FILE", directory.resolve("aws-config").toString());
    environment.put("AWS_SHARED_CREDENTIALS_FILE", directory.resolve("aws-keys").toString());
    environment.put("T4_CONFIG_DIR", directory.resolve("config").toString());
    // The registry in which packages are installed, and the cache of their files.
    environment.put("T4_DATA_DIR", directory.resolve("data").toString());
    environment.put("T4_CACHE_DIR", directory.resolve("cache").toString());
  }

  /** A process that doesn't outlive this one. */
  private record ChildProcess(Process process) implements AutoCloseable {
    @Override
    public void close() {
      process.destroy();
      try {
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly().waitFor();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }

  private static String invitation(Path directory, SandboxSettings settings, URI catalog) {
    return """

        Server and catalog stay up. In a browser, all of it is at %2$s/
        %1$s
        and, so that this catalog is asked and your own settings and packages stay,
          export T4_CONFIG_DIR=%3$s T4_DATA_DIR=%4$s
        Then try:
          t4 ls -H s3://%5$s/weather/
          t4 show s3://%5$s/weather/storms.parquet
          t4 meta s3://%5$s/thor/thor.md
          t4 search s3://%5$s thor
          t4 log norse/storms --registry s3://%5$s
          t4 catalog status
          t4 shell
        """
        .formatted(
            settings.explanation(),
            catalog,
            directory.resolve("config"),
            directory.resolve("data"),
            DemoWalkthrough.BUCKET);
  }
}
