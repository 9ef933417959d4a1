package io.t4.catalog.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.t4.process.ServerProcess;
import io.t4.storage.Location;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A catalog, or its search node, that is killed while it scans a bucket. */
class KilledTest {
  private static final int OBJECTS = 4_000;
  private static final int MANY_OBJECTS = 50_000;
  private static final int IN_DIRECTORY = 500;

  @TempDir Path data;
  @TempDir Path directory;
  @TempDir Path logs;
  private final HttpClient http = HttpClient.newHttpClient();
  private ServerProcess process;
  private Path log;
  private URI uri;
  private int starts;

  @BeforeEach
  void start() throws IOException {
    log = logs.resolve("log" + starts++);
    // Under surefire the class path is in the manifest of a jar.
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    process =
        ServerProcess.start(
            List.of(
                "-Xmx512m",
                "-cp",
                classPath,
                "io.t4.catalog.CatalogApplication",
                "--owned",
                "--t4.catalog.port=0",
                "--t4.catalog.data=" + data,
                "--t4.catalog.buckets[0]=" + Location.directory(directory)),
            ProcessBuilder.Redirect.to(log.toFile()));
    String report = process.report();
    assertThat(report).describedAs(Files.readString(log)).startsWith("ready ");
    uri = URI.create(report.substring("ready ".length()));
  }

  @AfterEach
  void stop() throws IOException {
    process.close();
  }

  private void write(int objects) throws IOException {
    for (int i = 0; i < objects; i++) {
      Path file = directory.resolve("d%03d/f%05d.txt".formatted(i / IN_DIRECTORY, i));
      Files.createDirectories(file.getParent());
      Files.writeString(file, "thor number" + i);
    }
  }

  private HttpResponse<String> answer(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri.resolve(path)).build(), BodyHandlers.ofString());
  }

  private JsonNode json(String path) throws IOException, InterruptedException {
    return JsonMapper.shared().readTree(answer(path).body());
  }

  private JsonNode bucket() throws IOException, InterruptedException {
    return json("/api/buckets").path(0);
  }

  /** Waits until a part has been scanned, and not all. */
  private void awaitScanUnderWay(int objects) {
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              JsonNode bucket = bucket();
              long seen = bucket.path("indexing").path("scan").path("seen").asLong(0);
              return seen > 0 && seen < objects && bucket.path("documents").asLong() > 0;
            });
  }

  private void awaitAll(int objects) {
    await()
        .atMost(Duration.ofMinutes(10))
        .pollInterval(Duration.ofMillis(200))
        .untilAsserted(
            () -> {
              JsonNode bucket = bucket();
              assertThat(bucket.path("documents").asLong()).isEqualTo(objects);
              JsonNode scan = bucket.path("indexing").path("scan");
              assertThat(scan.path("finishedAt").isNull()).isFalse();
              // A comparison after the one that was broken off finds nothing to do.
              assertThat(scan.path("seen").asLong()).isEqualTo(objects);
              assertThat(scan.path("changed").asLong()).isZero();
              assertThat(bucket.path("indexing").path("deadLetters").asLong()).isZero();
            });
  }

  private void awaitDocuments(int objects) {
    await()
        .atMost(Duration.ofMinutes(10))
        .pollInterval(Duration.ofMillis(200))
        .until(() -> bucket().path("documents").asLong(-1) == objects);
  }

  /** Has the bucket compared once more; the directory is watched, and so rarely compared. */
  private void reconcile() throws IOException, InterruptedException {
    URI request = uri.resolve("/api/buckets/" + bucket().path("id").asString() + "/reconcile");
    assertThat(
            http.send(
                    HttpRequest.newBuilder(request).POST(BodyPublishers.noBody()).build(),
                    BodyHandlers.discarding())
                .statusCode())
        .isEqualTo(200);
  }

  private void killDuringAScan(int objects) throws Exception {
    stop();
    write(objects);
    start();
    awaitScanUnderWay(objects);
    List<ProcessHandle> children =
        ProcessHandle.of(process.pid()).orElseThrow().children().toList();
    assertThat(children).isNotEmpty();
    kill(ProcessHandle.of(process.pid()).orElseThrow());
    for (ProcessHandle child : children) {
      child.onExit().get(1, TimeUnit.MINUTES);
    }
    start();
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(Files.readString(log)).containsPattern("after d\\d+/"));
    awaitAll(objects);
  }

  private static void kill(ProcessHandle handle) throws Exception {
    assertThat(handle.destroyForcibly()).isTrue();
    handle.onExit().get(1, TimeUnit.MINUTES);
  }

  @Test
  void goesOnWhereItWas() throws Exception {
    killDuringAScan(OBJECTS);
  }

  @Test
  @Tag("long")
  void goesOnWhereItWasInALargeBucket() throws Exception {
    killDuringAScan(MANY_OBJECTS);
  }

  @Test
  void startsItsSearchNodeAgainDuringAScan() throws Exception {
    stop();
    write(OBJECTS);
    start();
    awaitScanUnderWay(OBJECTS);
    killSearchNode();
    awaitDocuments(OBJECTS);
    reconcile();
    awaitAll(OBJECTS);
    assertThat(found()).isEqualTo(OBJECTS);
  }

  @Test
  void startsAnIdleSearchNodeAgain() throws Exception {
    stop();
    write(IN_DIRECTORY);
    start();
    awaitDocuments(IN_DIRECTORY);
    for (int i = 0; i < 2; i++) {
      killSearchNode();
      assertThat(answer("/api/search?q=thor").statusCode()).isEqualTo(503);
      assertThat(answer("/api/search?q=thor").body()).contains("the search engine does not answer");
      assertThat(answer("/actuator/health").statusCode()).isEqualTo(503);
      JsonNode status = json("/api/status").path("buckets").path(0);
      assertThat(status.path("documents").isNull()).isTrue();
      await()
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofMillis(100))
          .until(() -> answer("/actuator/health").statusCode() == 200);
      assertThat(found()).isEqualTo(IN_DIRECTORY);
      reconcile();
      awaitAll(IN_DIRECTORY);
    }
    assertThat(Files.readString(log)).contains("the search node ended with exit code 137");
  }

  @Test
  void endsWhileItsSearchNodeIsStartedAgain() throws Exception {
    killSearchNode();
    awaitLog("is started again by itself");
    List<ProcessHandle> children =
        ProcessHandle.of(process.pid()).orElseThrow().children().toList();
    process.close();
    assertThat(process.awaitExit()).isZero();
    for (ProcessHandle child : children) {
      child.onExit().get(1, TimeUnit.MINUTES);
    }
    // Nobody else has the index: this would fail.
    start();
  }

  /** As Ctrl-C in a terminal does, which both hear. */
  @Test
  void doesNotStartASearchNodeAgainThatEndsWithIt() throws Exception {
    assertThat(
            new ProcessBuilder(
                    "kill", "-INT", Long.toString(searchNode()), Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor())
        .isZero();
    process.awaitExit();
    assertThat(Files.readString(log)).doesNotContain("is started again by itself");
  }

  /** The number of the search node's process, which the log tells. */
  private long searchNode() throws IOException {
    Matcher runs =
        Pattern.compile("the search node runs as process (\\d+)").matcher(Files.readString(log));
    return Long.parseLong(runs.results().reduce((earlier, later) -> later).orElseThrow().group(1));
  }

  private void killSearchNode() throws Exception {
    kill(ProcessHandle.of(searchNode()).orElseThrow());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> answer("/api/search?q=thor").statusCode() == 503);
  }

  private void awaitLog(String text) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(Files.readString(log)).contains(text));
  }

  /** How many objects a search finds. */
  private long found() throws IOException, InterruptedException {
    return json("/api/search?q=thor").path("hits").path("total").path("value").asLong(-1);
  }
}
