package io.t4.searchnode.server;

import java.util.Map;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.InternalSettingsPreparer;

/** The settings of the node, and the reasons for those that are not OpenSearch's own. */
final class NodeSettings {
  private NodeSettings() {}

  /**
   * The node's environment.
   *
   * @param leader the transport address to join, {@code host:port}; empty unless joining
   */
  static Environment environment(NodeDirectory directory, Membership membership, String leader) {
    String name = "node-" + ProcessHandle.current().pid();
    Settings.Builder settings =
        Settings.builder()
            .put("cluster.name", "t4-search")
            .put("node.name", name)
            .put("path.home", directory.root().toString())
            .put("path.data", directory.indices().toString())
            .put("path.logs", directory.root().toString())
            .put("network.host", "127.0.0.1")
            .put("http.port", "0")
            .put("transport.port", "0")
            // OpenSearch makes indices read-only on a disk that is 95 % full, which on a large disk
            // leaves tens of gigabytes unused. What a merge needs in the worst case decides
            // instead.
            .put("cluster.routing.allocation.disk.watermark.low", "600mb")
            .put("cluster.routing.allocation.disk.watermark.high", "400mb")
            .put("cluster.routing.allocation.disk.watermark.flood_stage", "200mb");
    switch (membership) {
      case ALONE -> settings.put("discovery.type", "single-node").put(roles("cluster_manager"));
      case LEADING ->
          settings
              .put("cluster.initial_cluster_manager_nodes", name)
              .putList("discovery.seed_hosts")
              .put(roles("cluster_manager"));
      case JOINING ->
          // Only the leader decides, so that it goes on when the others stop.
          settings.putList("discovery.seed_hosts", leader).put(roles());
    }
    return InternalSettingsPreparer.prepareEnvironment(
        settings.build(), Map.of(), null, () -> name);
  }

  private static Settings roles(String... more) {
    Settings.Builder roles = Settings.builder();
    String[] all = new String[more.length + 1];
    all[0] = "data";
    System.arraycopy(more, 0, all, 1, more.length);
    return roles.putList("node.roles", all).build();
  }
}
