package io.t4.cli;

import io.t4.catalog.launch.Catalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code t4 catalog}. */
@Command(
    name = "catalog",
    description = "Run the server that indexes buckets and answers searches, until Ctrl-C.",
    subcommands = {CatalogStatusCommand.class, CatalogAccountsCommand.class},
    footer = {
      "  t4 catalog s3://my-bucket file:///data/lab",
      "  t4 catalog s3://my-bucket --port 8080 --data /var/lib/t4",
      "  t4 catalog s3://my-bucket --search-url https://search.example.com:9200",
      "  t4 catalog --config catalog.yml",
      "  t4 config navigator_url=http://127.0.0.1:8080    and then 't4 search s3://my-bucket thor'",
      "",
      "Prints 'ready http://127.0.0.1:PORT' once the server answers: its pages are at that address. A",
      "second start on the same data directory goes on where the first one stopped. Each option can",
      "stand in the environment, as T4_CATALOG_PORT, and in the file, as t4.catalog.port."
    })
final class CatalogCommand extends Subcommand {
  /** Variables that name buckets are called so, or so with a number. */
  private static final String BUCKETS = "T4_CATALOG_BUCKETS";

  @Parameters(
      arity = "0..*",
      paramLabel = "BUCKET",
      description = "Buckets to serve: s3://NAME or file:///DIRECTORY.")
  private List<String> buckets = List.of();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where index and database are (default: catalog in T4's data directory).")
  private @Nullable Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port to listen on; 0 takes a free one (default: 8080).")
  private @Nullable Integer port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "The address to listen on (default: 127.0.0.1); others need accounts.")
  private @Nullable String host;

  @Option(names = "--endpoint-url", paramLabel = "URL", description = "The S3 server, if not AWS.")
  private @Nullable String endpointUrl;

  @Option(
      names = "--search-url",
      paramLabel = "URL",
      description = "An OpenSearch cluster; without it a node of its own is started.")
  private @Nullable String searchUrl;

  @Option(
      names = "--database-url",
      paramLabel = "URL",
      description = "A PostgreSQL database as jdbc:postgresql://…; without it a file.")
  private @Nullable String databaseUrl;

  @Option(names = "--config", paramLabel = "FILE", description = "A YAML file with settings.")
  private @Nullable Path config;

  @Override
  int run(Output out) throws IOException, InterruptedException {
    if (port != null && (port < 0 || port > 65535)) {
      throw wrongUsage("'" + port + "' is no port: write one from 0 to 65535");
    }
    if (buckets.isEmpty() && config == null && !isInEnvironment(BUCKETS)) {
      throw wrongUsage("name the buckets to serve, such as s3://my-bucket or file:///data/lab");
    }
    try (StoppedWithProcess<Catalog> catalog = StoppedWithProcess.of(builder().start())) {
      out.line("ready " + catalog.get().uri());
      out.flush();
      int exitCode = catalog.get().awaitExit();
      if (SandboxCommand.TOLD_TO_END.contains(exitCode)) {
        return exitCode;
      }
      throw new CommandFailedException("the catalog ended with exit code " + exitCode);
    }
  }

  private static boolean isInEnvironment(String beginning) {
    return System.getenv().keySet().stream().anyMatch(name -> name.startsWith(beginning));
  }

  private Catalog.Builder builder() {
    Catalog.Builder builder = Catalog.builder();
    set(builder, "data", data == null ? null : data.toAbsolutePath());
    set(builder, "port", port);
    set(builder, "host", host);
    set(builder, "endpoint-url", endpointUrl);
    set(builder, "search.url", searchUrl);
    set(builder, "database-url", databaseUrl);
    if (config != null) {
      builder.file(config);
    }
    buckets.forEach(builder::bucket);
    return builder;
  }

  private static void set(Catalog.Builder builder, String name, @Nullable Object value) {
    if (value != null) {
      builder.setting(name, value.toString());
    }
  }
}
