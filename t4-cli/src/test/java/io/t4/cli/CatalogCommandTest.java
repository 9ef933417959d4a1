package io.t4.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.t4.json.Json;
import io.t4.json.JsonReading;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalog as its users start and ask it, over a local directory. */
class CatalogCommandTest {
  @TempDir Path directory;

  @BeforeEach
  void serverIsBuilt() {
    Assumptions.assumeTrue(
        Files.isDirectory(Path.of("../t4-catalog/target/catalog/search-node")),
        "the catalog's jars are made by 'mvn verify' or 'mvn package'");
  }

  @Test
  void findsWhatIsInADirectoryAndWhatComesAndGoes() throws Exception {
    T4Process t4 = new T4Process(directory);
    Path lab = Files.createDirectory(directory.resolve("lab"));
    Files.writeString(lab.resolve("hammer.md"), "Thor has a hammer.");
    String uri = "file://" + lab.toRealPath();
    try (Running catalog = Running.start(t4, "catalog", uri, "--port", "0", "--data", "data")) {
      assertThat(t4.run("config", "navigator_url=" + catalog.url()).exitCode()).isZero();
      awaitKeys(t4, uri, "thor", "hammer.md");

      Files.writeString(lab.resolve("new.txt"), "Something about Thor");
      awaitKeys(t4, uri, "thor", "hammer.md", "new.txt");
      Files.delete(lab.resolve("hammer.md"));
      awaitKeys(t4, uri, "thor", "new.txt");

      T4Process.Result malformed = t4.run("search", uri, "name:(thor");
      assertThat(malformed.exitCode()).isEqualTo(2);
      assertThat(malformed.err()).contains("^");
      // As wide as the characters above.
      assertThat(t4.run("search", uri, "\u65e5\u672c (thor").err())
          .endsWith("  \u65e5\u672c (thor\n  \u3000\u3000 ^\n");
      T4Process.Result status = t4.run("catalog", "status");
      assertThat(status.out())
          .contains(uri, "1 versions", "0 given up")
          .doesNotContainPattern("\\.\\d+Z");
      assertThat(status.err()).isEmpty();
      assertThat(status.out()).doesNotContain("read in part");

      Files.writeString(lab.resolve("long.txt"), "jotunheim " + "word ".repeat(200_000));
      awaitKeys(t4, uri, "jotunheim", "long.txt");
      assertThat(t4.run("catalog", "status").out())
          .contains("2 versions", "\n  read in part: 1 TRUNCATED\n");
      Files.delete(lab.resolve("long.txt"));
      awaitKeys(t4, uri, "jotunheim");
    }
    // What it had done is there at once.
    try (Running catalog = Running.start(t4, "catalog", uri, "--port", "0", "--data", "data")) {
      assertThat(t4.run("config", "navigator_url=" + catalog.url()).exitCode()).isZero();
      assertThat(keys(t4, uri, "thor")).containsExactly("new.txt");
    }
    assertThat(t4.leftovers()).isEmpty();
  }

  @Test
  void findsPackagesThatArePushed() throws Exception {
    T4Process t4 = new T4Process(directory);
    Path lab = Files.createDirectory(directory.resolve("lab"));
    Path files = Files.createDirectory(directory.resolve("files"));
    Files.writeString(files.resolve("heights.csv"), "x\n1\n");
    String uri = "file://" + lab.toRealPath();
    try (Running catalog = Running.start(t4, "catalog", uri, "--port", "0", "--data", "data")) {
      assertThat(t4.run("config", "navigator_url=" + catalog.url()).exitCode()).isZero();
      push(t4, "team/storms", files, uri);
      awaitPackages(t4, "heights user_meta.season:2026", "team/storms");

      T4Process.Result found = t4.run("search", "--packages", uri, "gathered");
      assertThat(found.err()).isEmpty();
      assertThat(found.lines()).hasSize(2);
      assertThat(found.lines().get(0))
          .matches(
              "[-0-9]+T[:0-9]+Z +4  team/storms@[0-9a-f]{7}  \\Q%s\\E  gathered  \\{\"season\": 2026}"
                  .formatted(uri));
      assertThat(found.lines().get(1)).contains("gathered");
      assertThat(t4.run("search", "--packages", "--limit", "0", "gathered").out()).isEmpty();
      assertThat(t4.run("search", "--packages", "--schema", "x").exitCode()).isEqualTo(2);
      assertThat(t4.run("search", "--packages", uri).exitCode()).isEqualTo(2);
      assertThat(t4.run("search", "--packages", "s3://lab/a", "x").exitCode()).isEqualTo(2);
      assertThat(t4.run("search", "--packages", "ext:csv").err()).contains("There is no field");

      assertThat(t4.run("delete-package", "team/storms", "--registry", uri, "--yes").exitCode())
          .isZero();
      awaitPackages(t4, "*");
    }
  }

  @Test
  void saysThatItHasNotLookedYet() throws Exception {
    HttpServer broken =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    broken.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
        });
    broken.start();
    T4Process t4 =
        new T4Process(directory)
            .environment(Map.of("AWS_ACCESS_KEY_ID", "test", "AWS_SECRET_ACCESS_KEY", "test"));
    String endpoint = "http://127.0.0.1:" + broken.getAddress().getPort();
    try (Running catalog =
        Running.start(
            t4,
            "catalog",
            "s3://lab",
            "--endpoint-url",
            endpoint,
            "--port",
            "0",
            "--data",
            "data")) {
      assertThat(t4.run("config", "navigator_url=" + catalog.url()).exitCode()).isZero();

      T4Process.Result nothing = t4.run("search", "s3://lab", "thor");
      assertThat(nothing.out()).isEmpty();
      assertThat(nothing.err())
          .contains("nothing found yet", "s3://lab", "t4 catalog status")
          .hasLineCount(1);
      assertThat(nothing.exitCode()).isZero();
      assertThat(t4.run("search", "--packages", "thor").err())
          .contains("nothing found yet", "its buckets")
          .hasLineCount(1);
      assertThat(t4.run("catalog", "status").out())
          .contains("s3://lab  0 versions", "cannot compare s3://lab");
    } finally {
      broken.stop(0);
    }
  }

  private static void push(T4Process t4, String name, Path files, String uri) throws Exception {
    T4Process.Result pushed =
        t4.run(
            "push",
            name,
            files.toString(),
            "--registry",
            uri,
            "--message",
            "gathered",
            "--meta",
            "{\"season\": 2026}");
    assertThat(pushed.exitCode()).as(pushed.out() + pushed.err()).isZero();
  }

  private static void awaitPackages(T4Process t4, String query, String... names) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < end && !packages(t4, query).equals(List.of(names))) {
      Thread.onSpinWait();
    }
    assertThat(packages(t4, query)).containsExactly(names);
  }

  private static List<String> packages(T4Process t4, String query) throws Exception {
    T4Process.Result result = t4.run("search", "--packages", "--json", query);
    assertThat(result.exitCode()).as(result.err()).isZero();
    return result.lines().stream()
        .map(line -> String.valueOf(Json.readObject(line, JsonReading.STRICT).get("name")))
        .sorted()
        .toList();
  }

  @Test
  void saysInOneLineWhyItDoesNotStart() throws Exception {
    Path file = Files.writeString(directory.resolve("file"), "no directory");
    assertDoesNotStart(2, "s3://a/key");
    assertDoesNotStart(2, "lab");
    assertDoesNotStart(3, "file://" + directory.toRealPath() + "/nodir");
    assertDoesNotStart(3, "file://" + file.toRealPath());
    assertThat(directory.resolve("nodir")).doesNotExist();
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void withoutBucketsItIsWrongUsage() throws Exception {
    T4Process.Result result = new T4Process(directory).run("catalog", "--port", "0");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).startsWith("t4: name the buckets to serve").hasLineCount(2);
    assertThat(result.out()).isEmpty();
  }

  private void assertDoesNotStart(int exitCode, String bucket) throws Exception {
    T4Process.Result result =
        new T4Process(directory).run("catalog", bucket, "--port", "0", "--data", "data");

    assertThat(result.err()).contains(bucket.replace("file://", "")).hasLineCount(1);
    assertThat(result.out()).isEmpty();
    assertThat(result.exitCode()).isEqualTo(exitCode);
  }

  @Test
  void aPortInUseIsNamedBeforeAnythingIsStarted() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(other.getLocalPort());
      Path lab = Files.createDirectory(directory.resolve("lab"));
      T4Process.Result result =
          new T4Process(directory)
              .run("catalog", "file://" + lab.toRealPath(), "--port", port, "--data", "data");

      assertThat(result.err()).contains("port " + port).hasLineCount(1);
      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(directory.resolve("data")).doesNotExist();
    }
  }

  @Test
  void othersNeedAnAccount() throws Exception {
    T4Process t4 = new T4Process(directory);
    T4Process.Result refused =
        t4.run("catalog", "s3://lab", "--host", "0.0.0.0", "--port", "0", "--data", "a/data");
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("account");
    // Neither what was begun nor the directory above, which was made for it.
    assertThat(directory.resolve("a")).doesNotExist();

    T4Process.Result added =
        t4.input("a long enough password\n")
            .run("catalog", "accounts", "--data", "data", "add", "ada", "--bucket", "s3://lab");
    assertThat(added.exitCode()).as(added.out() + added.err()).isZero();
    Path config =
        Files.writeString(
            directory.resolve("cat.yml"), "t4.catalog.data: " + directory.resolve("data"));
    assertThat(t4.run("catalog", "accounts", "--config", config.toString(), "list").out())
        .contains("ada", "s3://lab");
  }

  private static void awaitKeys(T4Process t4, String uri, String query, String... keys)
      throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (System.nanoTime() < end && !keys(t4, uri, query).equals(List.of(keys))) {
      Thread.onSpinWait();
    }
    assertThat(keys(t4, uri, query)).containsExactly(keys);
  }

  /** In alphabetical order. */
  private static List<String> keys(T4Process t4, String uri, String query) throws Exception {
    T4Process.Result result = t4.run("search", "--json", uri, query);
    if (!result.err().isEmpty()) {
      assertThat(result.err()).contains("nothing found yet", uri).hasLineCount(1);
      assertThat(result.out()).isEmpty();
    }
    return result
        .out()
        .lines()
        .map(line -> String.valueOf(Json.readObject(line, JsonReading.STRICT).get("key")))
        .sorted()
        .toList();
  }

  /** The command, ended as a service manager does. */
  private record Running(Process process, String url) implements AutoCloseable {
    static Running start(T4Process t4, String... arguments) throws Exception {
      Process process = t4.start(arguments);
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      String ready = String.valueOf(out.readLine());
      assertThat(ready).matches("ready http://127\\.0\\.0\\.1:\\d+");
      return new Running(process, ready.substring("ready ".length()));
    }

    @Override
    public void close() {
      List<ProcessHandle> children = process.descendants().toList();
      assertThat(children).isNotEmpty();
      process.toHandle().destroy();
      process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
      for (ProcessHandle child : children) {
        child.onExit().orTimeout(60, TimeUnit.SECONDS).join();
      }
    }
  }
}
