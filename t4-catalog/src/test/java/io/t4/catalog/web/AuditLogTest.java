package io.t4.catalog.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.t4.catalog.CatalogUnderTest;
import io.t4.catalog.access.AuditLog;
import io.t4.searchnode.SearchNodeExtension;
import io.t4.storage.Location;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What administrators do can be found out later. */
class AuditLogTest {
  @RegisterExtension static final SearchNodeExtension SEARCH = SearchNodeExtension.ofOneNode();

  private static final String PASSWORD = "correct horse battery";
  private static final JsonMapper JSON = JsonMapper.shared();

  @TempDir Path data;
  @TempDir Path directory;

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(AuditLog.CATEGORY);
  private CatalogUnderTest catalog;
  private String bucket;

  @BeforeEach
  void start() {
    bucket = Location.directory(directory).toString();
    catalog =
        CatalogUnderTest.builder(List.of(bucket), Map.of()).search(SEARCH.uri()).data(data).start();
    // The server sets up the log when it starts.
    lines.setContext(logger.getLoggerContext());
    lines.start();
    logger.addAppender(lines);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(lines);
    catalog.close();
  }

  private String done(String method, String path, @Nullable String json) {
    HttpResponse<String> answer = catalog.request(method, path, json);
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 204);
    return answer.body();
  }

  @Test
  void tellsWhatWasDoneAndNoSecrets() {
    done(
        "POST",
        "/api/accounts",
        "{\"name\": \"Ada\", \"password\": \"%s\", \"buckets\": [\"*\"]}".formatted(PASSWORD));
    done("PATCH", "/api/accounts/ada", "{\"password\": \"%s 2\"}".formatted(PASSWORD));
    JsonNode token =
        JSON.readTree(done("POST", "/api/tokens", "{\"name\": \"x\\ny\", \"account\": \"ada\"}"));
    String id = token.path("id").asString();
    done("DELETE", "/api/tokens/" + id, null);
    done("DELETE", "/api/accounts/ada", null);
    String path = "/api/buckets/" + catalog.bucket(bucket).id();
    done("POST", path + "/reconcile", null);
    done("POST", path + "/dead-letters/replay", null);
    // What isn't done isn't told.
    assertThat(catalog.request("DELETE", "/api/accounts/nobody", null).statusCode()).isEqualTo(404);

    List<JsonNode> told =
        lines.list.stream().map(line -> JSON.readTree(line.getFormattedMessage())).toList();
    assertThat(
            told.stream()
                .map(line -> line.path("action").asString() + " " + line.path("target").asString()))
        .containsExactly(
            "account.add ada",
            "account.change ada",
            "token.create " + id,
            "token.revoke " + id,
            "account.remove ada",
            "bucket.reconcile " + bucket,
            "dead-letters.replay " + bucket);
    assertThat(told)
        .allSatisfy(
            line -> {
              assertThat(line.path("who").asString()).isEqualTo("local");
              assertThat(line.path("from").asString()).isEqualTo("127.0.0.1");
            });
    assertThat(told.get(1).path("passwordChanged").asBoolean()).isTrue();
    assertThat(told.get(2).path("account").asString()).isEqualTo("ada");
    assertThat(told.get(2).path("name").asString()).isEqualTo("x\ny");
    assertThat(lines.list)
        .allSatisfy(
            line ->
                assertThat(line.getFormattedMessage())
                    .doesNotContain(PASSWORD)
                    .doesNotContain(token.path("token").asString())
                    .doesNotContain("\n"));
  }
}
