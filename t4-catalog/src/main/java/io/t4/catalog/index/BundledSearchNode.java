package io.t4.catalog.index;

import io.t4.searchnode.SearchNode;
import io.t4.searchnode.SearchNodeException;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.transport.OpenSearchTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A search node of our own, which is started again on the same data when it dies. This is the one
 * place that knows where it answers. Safe for use from many threads.
 */
final class BundledSearchNode implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(BundledSearchNode.class);

  /** Also gives a signal that ends us both the time to reach us. */
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final Supplier<SearchNode> starter;
  private final Function<SearchNode, OpenSearchTransport> connector;
  private final Thread watching = new Thread(this::watch, "search node");

  /** The node hears of the signals of a terminal, too: its end is no accident then. */
  private final Thread atEndOfJvm = new Thread(watching::interrupt);

  private volatile SearchNode node;

  /** Null while the node is away. */
  private @Nullable OpenSearchTransport transport;

  private String problem = "the search node is not started yet";
  private boolean closed;

  /**
   * Starts the node and waits until it answers.
   *
   * @param starter starts it, now and later
   * @param connector the way to a node that was started
   * @throws SearchNodeException if it does not come up now; later that is tried again
   */
  BundledSearchNode(
      Supplier<SearchNode> starter, Function<SearchNode, OpenSearchTransport> connector) {
    this.starter = starter;
    this.connector = connector;
    this.node = starter.get();
    this.transport = connector.apply(node);
    tellOf(node);
    Runtime.getRuntime().addShutdownHook(atEndOfJvm);
    watching.setDaemon(true);
    watching.start();
  }

  /**
   * The way to the node.
   *
   * @throws SearchEngineException if it is away
   */
  synchronized OpenSearchTransport transport() {
    if (transport == null) {
      throw new SearchEngineException(problem, SearchEngineException.UNAVAILABLE);
    }
    return transport;
  }

  private void watch() {
    Duration pause = SHORTEST_PAUSE;
    try {
      while (true) {
        long started = System.nanoTime();
        int exitCode = node.awaitExit();
        if (System.nanoTime() - started > LONGEST_PAUSE.toNanos()) {
          pause = SHORTEST_PAUSE;
        }
        away("the search node ended with exit code " + exitCode);
        do {
          TimeUnit.MILLISECONDS.sleep(pause.toMillis());
          pause = longer(pause);
        } while (!startAgain());
      }
    } catch (InterruptedException e) {
      // This is closed, or the JVM ends.
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  /** Whatever answers at the port from now on is somebody else. */
  private synchronized void away(String why) {
    problem = why + "; it is started again by itself";
    closeTransport();
  }

  private boolean startAgain() throws InterruptedException {
    LOG.warn("{}", problem);
    try {
      node.close();
      SearchNode started = starter.get();
      if (takeOver(started)) {
        tellOf(started);
        return true;
      }
      started.close();
      throw new InterruptedException("closed");
    } catch (SearchNodeException | UncheckedIOException e) {
      away(String.valueOf(e.getMessage()));
      return false;
    }
  }

  private static void tellOf(SearchNode started) {
    LOG.info("the search node runs as process {} and answers at {}", started.pid(), started.uri());
  }

  private synchronized boolean takeOver(SearchNode started) {
    if (closed) {
      return false;
    }
    node = started;
    transport = connector.apply(started);
    return true;
  }

  private void closeTransport() {
    OpenSearchTransport former = transport;
    transport = null;
    if (former != null) {
      try {
        former.close();
      } catch (IOException e) {
        LOG.debug("closing connections to the search node", e);
      }
    }
  }

  /** Stops the node for good, waiting for its end; one that is just being started, too. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      problem = "the search node was stopped";
      closeTransport();
    }
    watching.interrupt();
    try {
      Runtime.getRuntime().removeShutdownHook(atEndOfJvm);
    } catch (IllegalStateException e) {
      // The JVM ends, and the hook runs.
    }
    try {
      watching.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    node.close();
  }
}
