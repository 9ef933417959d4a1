package io.t4.searchnode.server;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.node.NodeClient;
import org.opensearch.common.util.concurrent.ThreadContext;
import org.opensearch.core.common.io.stream.NamedWriteableRegistry;
import org.opensearch.core.rest.RestStatus;
import org.opensearch.plugins.ActionPlugin;
import org.opensearch.plugins.NetworkPlugin;
import org.opensearch.plugins.Plugin;
import org.opensearch.rest.BytesRestResponse;
import org.opensearch.rest.RestChannel;
import org.opensearch.rest.RestHandler;
import org.opensearch.rest.RestRequest;
import org.opensearch.transport.TransportInterceptor;
import org.opensearch.transport.TransportRequest;
import org.opensearch.transport.TransportRequestHandler;

/**
 * Answers nobody but whoever started the node, if a secret was agreed on: every user of a machine
 * reaches its loopback addresses, and so do pages in their browsers. Other nodes are refused then.
 */
public final class OwnerOnly extends Plugin implements ActionPlugin, NetworkPlugin {
  /** How a node calls itself as a channel. */
  private static final String WITHIN = "direct";

  private final byte @Nullable [] authorization;

  /** The node makes it. */
  public OwnerOnly() {
    String secret = System.getenv(NodeSecret.VARIABLE);
    authorization =
        secret == null ? null : NodeSecret.authorization(secret).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public UnaryOperator<RestHandler> getRestHandlerWrapper(ThreadContext context) {
    byte[] wanted = authorization;
    return wanted == null ? handler -> handler : handler -> new Guarded(handler, wanted);
  }

  /** Refuses requests without the secret. */
  private static final class Guarded extends RestHandler.Wrapper {
    private final byte[] wanted;

    Guarded(RestHandler handler, byte[] wanted) {
      super(handler);
      this.wanted = wanted;
    }

    @Override
    public void handleRequest(RestRequest request, RestChannel channel, NodeClient client)
        throws Exception {
      String shown = request.header("Authorization");
      if (shown != null && MessageDigest.isEqual(shown.getBytes(StandardCharsets.UTF_8), wanted)) {
        super.handleRequest(request, channel, client);
      } else {
        channel.sendResponse(
            new BytesRestResponse(
                RestStatus.UNAUTHORIZED, "this search node belongs to the program that runs it"));
      }
    }
  }

  @Override
  public List<TransportInterceptor> getTransportInterceptors(
      NamedWriteableRegistry registry, ThreadContext context) {
    return authorization == null ? List.of() : List.of(new WithinOnly());
  }

  /** Refuses what other nodes, or who speaks as they do, ask for. */
  private static final class WithinOnly implements TransportInterceptor {
    @Override
    public <T extends TransportRequest> TransportRequestHandler<T> interceptHandler(
        String action, String executor, boolean force, TransportRequestHandler<T> handler) {
      return (request, channel, task) -> {
        if (!channel.getChannelType().equals(WITHIN)) {
          throw new SecurityException("this node takes no requests of others");
        }
        handler.messageReceived(request, channel, task);
      };
    }
  }
}
