package io.t4.searchnode.server;

import io.t4.process.ProcessLock;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.opensearch.action.admin.cluster.health.ClusterHealthResponse;
import org.opensearch.common.unit.TimeValue;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.Node;

/**
 * The main class of the search node's process: runs OpenSearch until its standard input ends, which
 * the operating system sees to when the process that started it dies.
 *
 * <p>Arguments: data directory, {@code keep} or {@code temporary}, a {@link Membership}, and for a
 * joining node the transport address of the leader. It writes one line to standard output: {@code
 * ready} and its URI, {@code data-in-use}, or {@code failed} and a message. Its log goes to a file
 * in the data directory.
 */
public final class SearchNodeServer {
  public static final String READY = "ready";
  public static final String DATA_IN_USE = "data-in-use";
  public static final String FAILED = "failed";
  public static final String KEEP = "keep";
  public static final String TEMPORARY = "temporary";

  /** How long a start waits for indices that can't be had; queries on the others work. */
  private static final TimeValue RECOVERY_LIMIT = TimeValue.timeValueSeconds(30);

  private static final int CLOSE_LIMIT_SECONDS = 10;

  private SearchNodeServer() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream report = System.out;
    System.setOut(System.err);
    NodeDirectory directory = new NodeDirectory(Path.of(arguments[0]));
    boolean temporary = arguments[1].equals(TEMPORARY);
    Membership membership = Membership.valueOf(arguments[2]);
    String leader = membership == Membership.JOINING ? arguments[3] : "";

    Files.createDirectories(directory.indices());
    Optional<ProcessLock> lock = directory.lock();
    if (lock.isEmpty()) {
      report.println(DATA_IN_USE);
      System.exit(1);
    }
    try {
      // Before it is used: the first logger reads its configuration.
      System.setProperty("t4.search-node.log", directory.log().toString());
      System.setProperty(
          "log4j2.configurationFile", "classpath:io/t4/searchnode/server/log4j2.properties");
      Node node = new EmbeddedNode(NodeSettings.environment(directory, membership, leader));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(node, directory, temporary)));
      node.start();
      awaitRecovery(node);
      report.println(READY + " " + uri(node));
    } catch (Exception | LinkageError e) {
      e.printStackTrace();
      report.println(FAILED + " " + firstLine(e));
      System.exit(1);
    }
    try {
      System.in.transferTo(PrintStream.nullOutputStream());
    } finally {
      Reference.reachabilityFence(lock);
    }
    System.exit(0);
  }

  /** Waits until every index can be searched, or as long as is worth waiting for. */
  private static void awaitRecovery(Node node) {
    ClusterHealthResponse health =
        node.client()
            .admin()
            .cluster()
            .prepareHealth()
            .setWaitForYellowStatus()
            .setTimeout(RECOVERY_LIMIT)
            .setClusterManagerNodeTimeout(RECOVERY_LIMIT)
            .get();
    if (health.isTimedOut()) {
      System.err.println("started with indices that can't be searched: " + health);
    }
  }

  private static String uri(Node node) {
    int port =
        node.injector()
            .getInstance(HttpServerTransport.class)
            .boundAddress()
            .publishAddress()
            .getPort();
    return "http://127.0.0.1:" + port;
  }

  private static String firstLine(Throwable failure) {
    return failure.toString().lines().findFirst().orElse("");
  }

  private static void stop(Node node, NodeDirectory directory, boolean temporary) {
    try {
      node.close();
      if (!node.awaitClose(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("the node did not stop within " + CLOSE_LIMIT_SECONDS + " seconds");
      }
      if (temporary) {
        directory.delete();
      }
    } catch (IOException e) {
      System.err.println("the node did not stop cleanly: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
