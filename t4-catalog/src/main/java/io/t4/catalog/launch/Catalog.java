package io.t4.catalog.launch;

import io.t4.process.ClassDataArchive;
import io.t4.process.ServerJars;
import io.t4.process.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A running catalog in a process of its own, with the search node and the workers that it starts.
 * It stops when this is closed or when this JVM ends, in whatever way. Safe for use from many
 * threads.
 */
public final class Catalog implements AutoCloseable {
  private static final String MAIN_CLASS = "io.t4.catalog.CatalogApplication";
  private static final String READY = "ready ";

  /** Texts of some MB are in memory at a time, and pages of hits. */
  private static final List<String> JVM_OPTIONS = List.of("-Xmx1g");

  private final ServerProcess process;
  private final ClassDataArchive archive;
  private final URI uri;

  private Catalog(ServerProcess process, ClassDataArchive archive, URI uri) {
    this.process = process;
    this.archive = archive;
    this.uri = uri;
  }

  /**
   * Starts a catalog and waits until it answers, some seconds. Its log goes to the standard error
   * of this process.
   *
   * @param settings by their names without {@code t4.catalog.}, such as {@code port} and {@code
   *     search.url}; what is not here comes from the environment and the file
   * @param buckets URIs
   * @throws CatalogStartException if it does not come up
   */
  public static Catalog start(Map<String, String> settings, List<String> buckets) {
    try {
      String classPath = new ServerJars("catalog", Catalog.class).classPath();
      ClassDataArchive archive = ClassDataArchive.of("catalog", JVM_OPTIONS, classPath);
      List<String> arguments = new ArrayList<>(archive.options());
      arguments.addAll(List.of("-cp", classPath, MAIN_CLASS, "--owned"));
      settings.forEach((name, value) -> arguments.add("--t4.catalog." + name + "=" + value));
      for (int i = 0; i < buckets.size(); i++) {
        arguments.add("--t4.catalog.buckets[" + i + "]=" + buckets.get(i));
      }
      ServerProcess process = ServerProcess.start(arguments, ProcessBuilder.Redirect.INHERIT);
      String report = process.report();
      if (report.startsWith(READY)) {
        archive.makeInBackground();
        return new Catalog(process, archive, URI.create(report.substring(READY.length())));
      }
      archive.close();
      process.close();
      throw new CatalogStartException(
          report.isEmpty() ? "the catalog did not start; see above" : report);
    } catch (IOException e) {
      throw new CatalogStartException("cannot start the catalog: " + e.getMessage(), e);
    }
  }

  /** Where it answers. */
  public URI uri() {
    return uri;
  }

  /** Waits until it has ended, by {@link #close()} or by itself. */
  public void awaitExit() throws InterruptedException {
    process.awaitExit();
  }

  /** Stops it, waiting for its end. Closing again does nothing. */
  @Override
  public void close() {
    archive.close();
    try {
      process.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
