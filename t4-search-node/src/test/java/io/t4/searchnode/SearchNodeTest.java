package io.t4.searchnode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SearchNodeTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @RegisterExtension static final SearchNodeExtension SHARED = SearchNodeExtension.ofOneNode();

  @Test
  void indicesAreThereAfterARestart(@TempDir Path data) throws Exception {
    try (SearchNode node = SearchNode.builder().data(data).start()) {
      new OpenSearchClient(node.uri()).put("/books/_doc/1", "{\"title\": \"Thor\"}");
    }

    try (SearchNode node = SearchNode.builder().data(data).start()) {
      // No refresh: what a start recovers can be searched once it is ready.
      assertThat(new OpenSearchClient(node.uri()).get("/books/_count?q=title:thor"))
          .contains("\"count\":1");
    }
  }

  @Test
  void whatWasAcknowledgedOutlivesAKilledNode(@TempDir Path data) throws Exception {
    SearchNode killed = SearchNode.builder().data(data).start();
    new OpenSearchClient(killed.uri()).put("/books/_doc/1", "{\"title\": \"Thor\"}");
    ProcessHandle.of(killed.pid()).orElseThrow().destroyForcibly();
    killed.awaitExit();
    assertThat(killed.isAlive()).isFalse();
    killed.close();

    try (SearchNode node = SearchNode.builder().data(data).start()) {
      assertThat(new OpenSearchClient(node.uri()).get("/books/_count?q=title:thor"))
          .contains("\"count\":1");
    }
  }

  /** Others on this machine, and pages in their browsers, reach the port as well. */
  @Test
  void aNodeWithASecretAnswersNobodyElse() throws Exception {
    try (SearchNode node = SearchNode.builder().secret("mellon").start()) {
      for (String path : List.of("/", "/_search", "/_cat/nodes", "/_cluster/health", "/x/_doc/1")) {
        assertThat(status(node, path, null)).as(path).isEqualTo(401);
        assertThat(status(node, path, "t4:wrong")).as(path).isEqualTo(401);
        assertThat(status(node, path, "other:mellon")).as(path).isEqualTo(401);
      }
      assertThat(status(node, "/_cat/nodes", "t4:mellon")).isEqualTo(200);
      String command = ProcessHandle.of(node.pid()).orElseThrow().info().toString();
      assertThat(command).doesNotContain("mellon");
      assertThat(Files.readString(node.logFile())).doesNotContain("mellon");
    }
  }

  private static int status(SearchNode node, String path, @Nullable String credentials)
      throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(node.uri().resolve(path));
    if (credentials != null) {
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
  }

  @Test
  void aNodeWithASecretTakesNoOthers() {
    assertThatThrownBy(() -> SearchNode.builder().secret("mellon").leading().start())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("secret");
  }

  @Test
  void closingEndsTheNodeAndDeletesTemporaryData() {
    SearchNode node = SearchNode.builder().start();
    int port = node.uri().getPort();
    assertThat(node.logFile()).exists();

    node.close();
    node.close();

    assertThat(node.isAlive()).isFalse();
    assertThat(answers("127.0.0.1", port)).isFalse();
    assertThat(node.logFile().getParent()).doesNotExist();
  }

  @Test
  void endsAndDeletesTemporaryDataWhenItsOwnerIsKilled() throws Exception {
    try (OwnerProcess owner = OwnerProcess.start()) {
      assertThat(answers("127.0.0.1", owner.uri().getPort())).isTrue();

      owner.process().destroyForcibly().waitFor();

      await().atMost(LIMIT).until(() -> !owner.node().isAlive());
      assertThat(owner.log().getParent()).doesNotExist();
    }
  }

  @Test
  void endsCleanlyWhenToldToBySignal(@TempDir Path data) throws Exception {
    try (SearchNode node = SearchNode.builder().data(data).start()) {
      ProcessHandle process = ProcessHandle.of(node.pid()).orElseThrow();
      assumeThat(process.supportsNormalTermination()).as("signals").isTrue();

      process.destroy();

      await().atMost(LIMIT).until(() -> !node.isAlive());
      assertThat(node.logFile()).content().contains("closed");
    }
  }

  @Test
  void aDataDirectoryInUseIsNamed(@TempDir Path data) {
    try (SearchNode node = SearchNode.builder().data(data).start()) {
      assertThatThrownBy(() -> SearchNode.builder().data(data).start())
          .isInstanceOf(SearchNodeException.class)
          .hasMessageContaining(data.toString())
          .hasMessageContaining("in use");
      assertThat(answers("127.0.0.1", node.uri().getPort())).isTrue();
    }
  }

  @Test
  void aDataDirectoryThatIsAFileIsNamed(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "text");

    assertThatThrownBy(() -> SearchNode.builder().data(file).start())
        .isInstanceOf(SearchNodeException.class)
        .hasMessageContaining(file.toString());
  }

  @Test
  void aStateThatCannotBeReadIsTold(@TempDir Path data) throws Exception {
    SearchNode.builder().data(data).start().close();
    Path state = data.resolve("indices/nodes/0/_state");
    try (var files = Files.newDirectoryStream(state, "segments_*")) {
      for (Path file : files) {
        Files.writeString(file, "damaged");
      }
    }

    assertThatThrownBy(() -> SearchNode.builder().data(data).start())
        .isInstanceOf(SearchNodeException.class)
        .hasMessageContaining(data.toString())
        .hasMessageContaining("did not start");
  }

  @Test
  void listensOnTheLoopbackInterfaceOnly() throws Exception {
    List<Integer> ports =
        Pattern.compile("127\\.0\\.0\\.1:(\\d+)")
            .matcher(new OpenSearchClient(SHARED.uri()).get("/_nodes/http,transport"))
            .results()
            .map((MatchResult match) -> Integer.valueOf(match.group(1)))
            .distinct()
            .toList();
    assertThat(ports).hasSize(2).contains(SHARED.uri().getPort());
    for (int port : ports) {
      assertThat(answers("127.0.0.1", port)).isTrue();
      assertThat(
              NetworkInterface.networkInterfaces()
                  .flatMap(NetworkInterface::inetAddresses)
                  .filter(address -> !address.isLoopbackAddress())
                  .filter(address -> answers(address.getHostAddress(), port)))
          .isEmpty();
    }
  }

  @Test
  void theHeapHasTheLimitThatWasAskedFor() throws Exception {
    try (SearchNode node = SearchNode.builder().heapMegabytes(160).start()) {
      assertThat(new OpenSearchClient(node.uri()).get("/_nodes/jvm"))
          .contains("\"heap_max_in_bytes\":" + (160L << 20));
    }
    assertThat(new OpenSearchClient(SHARED.uri()).get("/_nodes/jvm"))
        .contains("\"heap_max_in_bytes\":" + (512L << 20));
    assertThatThrownBy(() -> SearchNode.builder().heapMegabytes(64))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("64");
  }

  @Test
  void scriptsAreRefused() throws Exception {
    OpenSearchClient openSearch = new OpenSearchClient(SHARED.uri());
    openSearch.put("/scripted/_doc/1?refresh=true", "{\"n\": 1}");

    for (String language : List.of("painless", "expression", "mustache")) {
      assertThat(
              openSearch.post(
                  "/scripted/_search",
                  "{\"query\": {\"script\": {\"script\": {\"lang\": \"%s\", \"source\": \"1\"}}}}"
                      .formatted(language)))
          .contains("script_lang not supported [" + language + "]");
    }
  }

  private static boolean answers(String host, int port) {
    try (Socket socket = new Socket(host, port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }
}
