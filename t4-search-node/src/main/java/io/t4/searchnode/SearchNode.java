package io.t4.searchnode;

import io.t4.process.ClassDataArchive;
import io.t4.process.ServerJars;
import io.t4.process.ServerProcess;
import io.t4.searchnode.server.Membership;
import io.t4.searchnode.server.NodeDirectory;
import io.t4.searchnode.server.NodeSecret;
import io.t4.searchnode.server.SearchNodeServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A running OpenSearch node in a process of its own. It listens on 127.0.0.1 only, on ports that
 * the system chooses, and answers without a login, unless it was given a {@linkplain Builder#secret
 * secret}.
 *
 * <pre>{@code
 * try (SearchNode node = SearchNode.builder().data(Path.of("search")).start()) {
 *   node.uri(); // http://127.0.0.1:54321
 * }
 * }</pre>
 *
 * <p>OpenSearch's own jars never meet those of the program. From a Maven repository they come as a
 * second artifact, {@code io.t4:t4-search-node} with the classifier {@code server}.
 *
 * <p>The node stops when this is closed or when this JVM ends, in whatever way. What it has
 * acknowledged is on the disk, so a node that was killed starts again on the same data. All methods
 * are safe to call from many threads.
 */
public final class SearchNode implements AutoCloseable {
  /** Who may send requests to a node with a {@linkplain Builder#secret secret}. */
  public static final String USER = NodeSecret.USER;

  private final ServerProcess process;
  private final ClassDataArchive archive;
  private final NodeDirectory directory;
  private final boolean temporary;
  private final Membership membership;
  private final URI uri;

  private SearchNode(Builder builder, Launch launch, URI uri) {
    this.process = launch.process();
    this.archive = launch.archive();
    this.directory = launch.directory();
    this.temporary = builder.data == null;
    this.membership = builder.membership;
    this.uri = uri;
  }

  private record Launch(ServerProcess process, ClassDataArchive archive, NodeDirectory directory) {}

  /** A node with temporary data, 512 MB of heap, a cluster by itself, unless told otherwise. */
  public static Builder builder() {
    return new Builder();
  }

  /** Where OpenSearch's REST API answers, such as {@code http://127.0.0.1:54321}. */
  public URI uri() {
    return uri;
  }

  /** The file the node's log goes to; with its older parts it takes some 30 MB at most. */
  public Path logFile() {
    return directory.log();
  }

  /** The number by which the operating system knows the node's process. */
  public long pid() {
    return process.pid();
  }

  /** Whether the node's process runs; false after {@link #close()} or when it died. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Waits until the node has ended, by {@link #close()}, a signal or itself.
   *
   * @return its exit code: 0 if it was closed, 3 if it was out of memory
   */
  public int awaitExit() throws InterruptedException {
    return process.awaitExit();
  }

  /**
   * Stops the node, waiting for its end, and deletes temporary data. Closing again does nothing.
   */
  @Override
  public void close() {
    archive.close();
    try {
      process.close();
      if (temporary) {
        directory.delete();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where other nodes of the cluster reach this one, {@code 127.0.0.1:port}. */
  private String transportAddress() {
    URI question = uri.resolve("/_cat/nodes?h=name,ip,port");
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    try {
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(question).build(), BodyHandlers.ofString());
      String name = "node-" + pid();
      return answer
          .body()
          .lines()
          .map(line -> line.trim().split(" +"))
          .filter(columns -> columns[0].equals(name) && columns.length == 3)
          .map(columns -> columns[1] + ":" + columns[2])
          .findFirst()
          .orElseThrow(
              () ->
                  new SearchNodeException(question + " does not tell of " + name + ": " + answer));
    } catch (IOException e) {
      throw new SearchNodeException("cannot ask " + question + "; see " + logFile(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SearchNodeException("interrupted while asking " + question, e);
    }
  }

  /** What a node shall be like. */
  public static final class Builder {
    private static final int SMALLEST_HEAP = 128;

    private @Nullable Path data;
    private int heapMegabytes = 512;
    private Membership membership = Membership.ALONE;
    private @Nullable SearchNode leader;
    private @Nullable String secret;

    private Builder() {}

    /**
     * A directory that keeps indices from run to run; created if need be. Without one the data is
     * temporary. It is for one node at a time.
     */
    public Builder data(Path directory) {
      this.data = directory.toAbsolutePath();
      return this;
    }

    /** The limit of the node's heap, in MB, 128 at least; 512 by default. */
    public Builder heapMegabytes(int megabytes) {
      if (megabytes < SMALLEST_HEAP) {
        throw new IllegalArgumentException(
            "a heap of " + megabytes + " MB is too small; give at least " + SMALLEST_HEAP);
      }
      this.heapMegabytes = megabytes;
      return this;
    }

    /**
     * Requests must bring it, as the password of {@link #USER} in basic authentication. Without
     * one, whoever has an account on this machine can read and change what is indexed. A node with
     * a secret is a cluster by itself.
     */
    public Builder secret(String wanted) {
      this.secret = wanted;
      return this;
    }

    /** Other nodes may join this one. */
    public Builder leading() {
      this.membership = Membership.LEADING;
      this.leader = null;
      return this;
    }

    /**
     * Joins the cluster of a running node.
     *
     * @param leader a node that was built {@link #leading()}; it must outlive this one
     */
    public Builder joining(SearchNode leader) {
      if (leader.membership != Membership.LEADING) {
        throw new IllegalArgumentException(
            "the node at " + leader.uri + " takes no others; build it with leading()");
      }
      this.membership = Membership.JOINING;
      this.leader = leader;
      return this;
    }

    /**
     * Starts the node and waits until its indices can be searched, some seconds. If indices stay
     * out of reach for half a minute, the node is given back all the same; its {@code
     * _cluster/health} tells of them.
     *
     * @throws SearchNodeException if the data directory is in use or was written by a later
     *     version, the cluster can't be joined, or the node does not come up; then nothing is left
     *     running
     */
    public SearchNode start() {
      if (secret != null && membership != Membership.ALONE) {
        throw new IllegalStateException("a node with a secret takes no part in a cluster of more");
      }
      try {
        Path root =
            data == null
                ? Files.createTempDirectory("t4-search-node-")
                : Files.createDirectories(data);
        return launch(new NodeDirectory(root));
      } catch (IOException e) {
        throw new SearchNodeException("cannot start the search node: " + e.getMessage(), e);
      }
    }

    private SearchNode launch(NodeDirectory directory) throws IOException {
      String classPath = new ServerJars("search-node", SearchNodeServer.class).classPath();
      ClassDataArchive archive = ClassDataArchive.of("search-node", jvmOptions(), classPath);
      List<String> command = new ArrayList<>(archive.options());
      command.addAll(
          List.of(
              // A node that is out of memory stops rather than answers half.
              "-XX:+ExitOnOutOfMemoryError",
              "-XX:ErrorFile=" + directory.root().resolve("hs_err.log"),
              "-Djava.util.logging.manager=org.apache.logging.log4j.jul.LogManager",
              "-Dlog4j2.disable.jmx=true",
              "-cp",
              classPath,
              SearchNodeServer.class.getName(),
              directory.root().toString(),
              data == null ? SearchNodeServer.TEMPORARY : SearchNodeServer.KEEP,
              membership.name(),
              leader == null ? "" : leader.transportAddress()));
      ServerProcess process =
          ServerProcess.start(
              command, ProcessBuilder.Redirect.to(directory.errors().toFile()), this::putSecret);
      String report = process.report();
      if (report.startsWith(SearchNodeServer.READY + " ")) {
        archive.makeInBackground();
        URI uri = URI.create(report.substring(SearchNodeServer.READY.length() + 1));
        return new SearchNode(this, new Launch(process, archive, directory), uri);
      }
      archive.close();
      process.close();
      String problem = problem(report, directory);
      if (data == null) {
        directory.delete();
      }
      throw new SearchNodeException(problem);
    }

    private void putSecret(Map<String, String> environment) {
      environment.remove(NodeSecret.VARIABLE);
      if (secret != null) {
        environment.put(NodeSecret.VARIABLE, secret);
      }
    }

    /** Those that decide what the JVM's memory is like. */
    private List<String> jvmOptions() {
      List<String> options =
          new ArrayList<>(
              List.of(
                  "-Xmx" + heapMegabytes + "m",
                  "-XX:MaxDirectMemorySize=" + heapMegabytes / 2 + "m",
                  "-XX:+UseG1GC",
                  // As in OpenSearch's own start: collect early, as its breaker looks at what is
                  // used.
                  "-XX:G1ReservePercent=25",
                  "-XX:InitiatingHeapOccupancyPercent=30",
                  "--enable-native-access=ALL-UNNAMED"));
      if (Runtime.version().feature() >= 23) {
        options.add("--sun-misc-unsafe-memory-access=allow");
      }
      return options;
    }

    private static String problem(String report, NodeDirectory directory) throws IOException {
      if (report.equals(SearchNodeServer.DATA_IN_USE)) {
        return "the data directory " + directory.root() + " is in use by another search node";
      }
      return "the search node on "
          + directory.root()
          + " did not start: "
          + report
          + System.lineSeparator()
          + Files.readString(directory.errors(), StandardCharsets.UTF_8);
    }
  }
}
