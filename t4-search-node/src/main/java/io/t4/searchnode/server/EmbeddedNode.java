package io.t4.searchnode.server;

import java.util.List;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.env.Environment;
import org.opensearch.index.mapper.MapperExtrasPlugin;
import org.opensearch.index.reindex.ReindexPlugin;
import org.opensearch.node.Node;
import org.opensearch.transport.Netty4Plugin;

/**
 * A node whose modules are on the class path rather than in folders of their own. There is no
 * script engine among them.
 */
final class EmbeddedNode extends Node {
  EmbeddedNode(Environment environment) {
    super(
        environment,
        List.of(
            OwnerOnly.class,
            Netty4Plugin.class,
            CommonAnalysisPlugin.class,
            MapperExtrasPlugin.class,
            ReindexPlugin.class),
        true);
  }
}
