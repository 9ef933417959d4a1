package io.t4.catalog.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.t4.catalog.CatalogUnderTest;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What the webhook takes and what it refuses. */
class WebhookTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final String PATH = "/api/events/s3";
  private static final String[] SHOWN = {"Authorization", "Bearer rainbow"};

  @TempDir Path data;
  @TempDir Path directory;

  private CatalogUnderTest start(Map<String, String> settings) {
    return CatalogUnderTest.builder(List.of(bucket()), settings)
        .search(SEARCH.uri())
        .data(data)
        .start();
  }

  private String bucket() {
    return Location.directory(directory).toString();
  }

  @Test
  void takesEventsOnlyFromThoseWhoKnowTheSecret() throws Exception {
    try (CatalogUnderTest catalog = start(Map.of("events.webhook-secret", "rainbow"))) {
      String event =
          """
          {"Records": [{"s3": {"bucket": {"name": "%s"}, "object": {"key": "%%41.txt"}}}]}"""
              .formatted(bucket());
      assertThat(catalog.post(PATH, event).statusCode()).isEqualTo(401);
      assertThat(catalog.post(PATH, event, "Authorization", "Bearer bridge").statusCode())
          .isEqualTo(401);
      assertThat(catalog.post(PATH, event, SHOWN).statusCode()).isEqualTo(200);
      assertThat(catalog.post(PATH, event, "Authorization", "rainbow").statusCode()).isEqualTo(200);
      assertThat(catalog.post(PATH, "", SHOWN).statusCode()).isEqualTo(200);
      assertThat(catalog.post(PATH, "{\"thor\": 1}", SHOWN).statusCode()).isEqualTo(400);

      Files.write(directory.resolve("A.txt"), "thor".getBytes(UTF_8));
      assertThat(catalog.post(PATH, event, SHOWN).statusCode()).isEqualTo(200);
      catalog.awaitKeys(bucket(), "thor", "A.txt");
    }
  }

  /** Before a stranger's secret is compared, nothing of what it sends is read. */
  @Test
  void readsOnlyWhatIsNotTooLarge() throws Exception {
    try (CatalogUnderTest catalog = start(Map.of("events.webhook-secret", "rainbow"))) {
      String[] endless = {"Transfer-Encoding: chunked"};
      String[] huge = {"Content-Length: 400000000"};
      // Nothing is sent but the headers, and the answer is there.
      assertThat(rawStatus(catalog, endless)).isEqualTo(401);
      assertThat(rawStatus(catalog, huge)).isEqualTo(413);
      assertThat(rawStatus(catalog, huge[0], "Authorization: Bearer rainbow")).isEqualTo(413);
      assertThat(chunked(catalog, PATH).statusCode()).isEqualTo(413);
      HttpResponse<String> search =
          chunked(catalog, "/api/buckets/" + catalog.bucket(bucket()).id() + "/drive/_search");
      assertThat(search.statusCode()).isEqualTo(413);
      assertThat(search.body()).contains("a body has at most 1048576 bytes");
      assertThat(chunked(catalog, "/api/accounts").statusCode()).isEqualTo(413);
    }
  }

  private static int rawStatus(CatalogUnderTest catalog, String... headers) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), catalog.uri().getPort())) {
      String head =
          "POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers);
      socket.getOutputStream().write((head + "\r\n\r\n").getBytes(UTF_8));
      BufferedReader answer =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
      return Integer.parseInt(answer.readLine().split(" ", 3)[1]);
    }
  }

  /** A body of which no header tells how large it is. */
  private static HttpResponse<String> chunked(CatalogUnderTest catalog, String path)
      throws IOException, InterruptedException {
    byte[] body = ("{\"name\": \"" + "a".repeat(1_500_000) + "\"}").getBytes(UTF_8);
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(catalog.uri().resolve(path))
                .header("Content-Type", "application/json")
                .headers(SHOWN)
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                .build(),
            BodyHandlers.ofString());
  }

  @Test
  void leavesOutKeysThatNoObjectCanHave() throws Exception {
    try (CatalogUnderTest catalog = start(Map.of("events.webhook-secret", "rainbow"))) {
      String record = "{\"s3\": {\"bucket\": {\"name\": \"" + bucket() + "\"},";
      String impossible = record + " \"object\": {\"key\": \"" + "a".repeat(5_000) + "\"}}}";
      String good = record + " \"object\": {\"key\": \"B.txt\"}}}";
      String unreadable = record + " \"object\": {\"key\": \"%zz\"}}}";
      Files.write(directory.resolve("B.txt"), "thor".getBytes(UTF_8));
      String all = "{\"Records\": [" + String.join(",", impossible, good, unreadable, "{}") + "]}";
      assertThat(catalog.post(PATH, all, SHOWN).statusCode()).isEqualTo(200);
      assertThat(catalog.post(PATH, "{\"Records\": [" + impossible + "]}", SHOWN))
          .satisfies(
              answer -> {
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.body()).contains("5000 characters");
              });
      catalog.awaitKeys(bucket(), "thor", "B.txt");
      await().until(() -> catalog.status(bucket()).waiting() == 0);
      assertThat(catalog.status(bucket()).deadLetters()).isZero();
    }
  }

  @Test
  void takesNothingWithoutASecret() {
    try (CatalogUnderTest catalog = start(Map.of())) {
      assertThat(catalog.post(PATH, "", "Authorization", "Bearer ").statusCode()).isEqualTo(401);
    }
  }
}
