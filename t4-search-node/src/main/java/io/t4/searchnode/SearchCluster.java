package io.t4.searchnode;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Search nodes that are one cluster, with temporary data; for tests. All methods are safe to call
 * from many threads.
 */
public final class SearchCluster implements AutoCloseable {
  private final List<SearchNode> nodes;

  private SearchCluster(List<SearchNode> nodes) {
    this.nodes = List.copyOf(nodes);
  }

  /**
   * Starts a cluster.
   *
   * @param size how many nodes, 1 at least
   * @throws SearchNodeException if one of them does not come up; then nothing is left running
   */
  public static SearchCluster start(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a cluster of " + size + " nodes; give 1 at least");
    }
    List<SearchNode> nodes = new ArrayList<>();
    try {
      nodes.add(SearchNode.builder().leading().start());
      while (nodes.size() < size) {
        nodes.add(SearchNode.builder().joining(nodes.get(0)).start());
      }
      return new SearchCluster(nodes);
    } catch (RuntimeException e) {
      new SearchCluster(nodes).close();
      throw e;
    }
  }

  /** Where the first node answers; each of them answers for all. */
  public URI uri() {
    return nodes.get(0).uri();
  }

  /** The nodes; the first one leads. */
  public List<SearchNode> nodes() {
    return nodes;
  }

  /** Stops the nodes, the leading one last. Closing again does nothing. */
  @Override
  public void close() {
    for (int i = nodes.size() - 1; i >= 0; i--) {
      nodes.get(i).close();
    }
  }
}
