package io.t4.catalog.launch;

import io.t4.process.ClassDataArchive;
import io.t4.process.ServerJars;
import io.t4.process.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running catalog in a process of its own, with the search node and the workers that it starts.
 * It stops when this is closed or when this JVM ends, in whatever way. Safe for use from many
 * threads.
 */
public final class Catalog implements AutoCloseable {
  private static final String MAIN_CLASS = "io.t4.catalog.CatalogApplication";
  private static final String READY = "ready ";

  /**
   * Texts of some MB are in memory at a time, and pages of hits. A server that is out of memory
   * ends rather than answers half.
   */
  private static final List<String> JVM_OPTIONS = List.of("-Xmx1g", "-XX:+ExitOnOutOfMemoryError");

  private final ServerProcess process;
  private final ClassDataArchive archive;
  private final URI uri;

  private Catalog(ServerProcess process, ClassDataArchive archive, URI uri) {
    this.process = process;
    this.archive = archive;
    this.uri = uri;
  }

  /** A catalog that serves no bucket and has the settings of the environment, unless told more. */
  public static Builder builder() {
    return new Builder();
  }

  /** Where it answers. */
  public URI uri() {
    return uri;
  }

  /** Waits until it has ended, by {@link #close()} or by itself, and returns its exit code. */
  public int awaitExit() throws InterruptedException {
    return process.awaitExit();
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

  /** What a catalog shall be like. */
  public static final class Builder {
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<String> buckets = new ArrayList<>();
    private @Nullable Path file;
    private Consumer<Map<String, String>> environment = variables -> {};

    private Builder() {}

    /**
     * A setting, which wins over the environment and the file.
     *
     * @param name without {@code t4.catalog.}, such as {@code port} and {@code search.url}
     */
    public Builder setting(String name, String value) {
      settings.put(name, value);
      return this;
    }

    /** A YAML file with settings. */
    public Builder file(Path path) {
      file = path.toAbsolutePath();
      return this;
    }

    /** Serves that bucket, too. */
    public Builder bucket(String uri) {
      buckets.add(uri);
      return this;
    }

    /** Changes the environment of the process, which is that of this one at first. */
    public Builder environment(Consumer<Map<String, String>> changes) {
      environment = changes;
      return this;
    }

    /**
     * Starts the catalog and waits until it answers, some seconds. Its log goes to the standard
     * error of this process.
     *
     * @throws CatalogStartException if it does not come up; nothing is left running
     */
    public Catalog start() {
      try {
        String classPath = new ServerJars("catalog", Catalog.class).classPath();
        ClassDataArchive archive = ClassDataArchive.of("catalog", JVM_OPTIONS, classPath);
        List<String> arguments = new ArrayList<>(archive.options());
        arguments.addAll(List.of("-cp", classPath, MAIN_CLASS));
        arguments.addAll(programArguments());
        ServerProcess process =
            ServerProcess.start(arguments, ProcessBuilder.Redirect.INHERIT, environment);
        String report = process.report();
        if (report.startsWith(READY)) {
          archive.makeInBackground();
          return new Catalog(process, archive, URI.create(report.substring(READY.length())));
        }
        archive.close();
        process.close();
        throw new CatalogStartException(
            "the catalog did not start: " + (report.isEmpty() ? "it ended at once" : report),
            process.awaitExit());
      } catch (IOException e) {
        throw new CatalogStartException("cannot start the catalog: " + e.getMessage(), e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CatalogStartException("interrupted while the catalog was started", e);
      }
    }

    private List<String> programArguments() {
      List<String> arguments = new ArrayList<>();
      arguments.add("--owned");
      if (file != null) {
        arguments.add("--spring.config.additional-location=" + file.toUri());
      }
      settings.forEach((name, value) -> arguments.add("--t4.catalog." + name + "=" + value));
      for (int i = 0; i < buckets.size(); i++) {
        arguments.add("--t4.catalog.buckets[" + i + "]=" + buckets.get(i));
      }
      return arguments;
    }
  }
}
