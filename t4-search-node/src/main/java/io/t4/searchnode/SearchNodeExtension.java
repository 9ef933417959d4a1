package io.t4.searchnode;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Store;

/**
 * Gives JUnit tests a search node, or a cluster of them: one for the whole run, started when a test
 * first asks for it and stopped after the last. Tests keep apart by index names of their own.
 *
 * <pre>{@code
 * @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();
 *
 * @Test void works() { URI openSearch = SEARCH.uri(); … }
 * }</pre>
 */
public final class SearchNodeExtension implements BeforeAllCallback, BeforeEachCallback {
  private final int nodes;
  private @Nullable ExtensionContext context;

  private SearchNodeExtension(int nodes) {
    this.nodes = nodes;
  }

  /** The node of the run, a cluster by itself as users have it. */
  public static SearchNodeExtension ofOneNode() {
    return new SearchNodeExtension(1);
  }

  /** The cluster of two nodes of the run. */
  public static SearchNodeExtension ofTwoNodes() {
    return new SearchNodeExtension(2);
  }

  /** Where OpenSearch's REST API answers. */
  public URI uri() {
    if (context == null) {
      throw new IllegalStateException("the search node can be used only while tests run");
    }
    Store store =
        context.getRoot().getStore(ExtensionContext.Namespace.create(SearchNodeExtension.class));
    // The store closes what it holds after the last test.
    if (nodes == 1) {
      return store
          .getOrComputeIfAbsent(
              SearchNode.class, key -> SearchNode.builder().start(), SearchNode.class)
          .uri();
    }
    return store
        .getOrComputeIfAbsent(
            SearchCluster.class, key -> SearchCluster.start(nodes), SearchCluster.class)
        .uri();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    this.context = context;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    this.context = context;
  }
}
