package io.t4.searchnode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SearchClusterTest {
  @RegisterExtension static final SearchNodeExtension SHARED = SearchNodeExtension.ofTwoNodes();

  @Test
  void aCopyOutlivesTheNodeThatIsStopped() throws Exception {
    try (SearchCluster cluster = SearchCluster.start(2)) {
      OpenSearchClient first = new OpenSearchClient(cluster.uri());
      OpenSearchClient second = new OpenSearchClient(cluster.nodes().get(1).uri());
      first.put("/copied", "{\"settings\": {\"number_of_replicas\": 1, \"number_of_shards\": 2}}");
      assertThat(first.get("/_cluster/health/copied?wait_for_status=green&timeout=30s"))
          .contains("\"number_of_nodes\":2")
          .contains("\"status\":\"green\"")
          .contains("\"active_shards\":4");
      second.put("/copied/_doc/1", "{\"title\": \"Thor\"}");
      second.put("/copied/_doc/2", "{\"title\": \"Thor's hammer\"}");

      cluster.nodes().get(1).close();

      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(first.get("/_cluster/health"))
                      .contains("\"number_of_nodes\":1")
                      .contains("\"status\":\"yellow\""));
      first.post("/copied/_refresh", "");
      assertThat(first.get("/copied/_count?q=title:thor*")).contains("\"count\":2");
    }
  }

  @Test
  void theExtensionGivesTwoNodes() throws Exception {
    assertThat(new OpenSearchClient(SHARED.uri()).get("/_cluster/health"))
        .contains("\"number_of_nodes\":2");
  }

  @Test
  void aNodeAloneTakesNoOther() {
    try (SearchNode alone = SearchNode.builder().start()) {
      assertThatThrownBy(() -> SearchNode.builder().joining(alone))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(alone.uri().toString())
          .hasMessageContaining("leading()");
    }
  }
}
