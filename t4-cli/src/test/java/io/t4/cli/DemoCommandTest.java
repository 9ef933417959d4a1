package io.t4.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class DemoCommandTest {
  @TempDir Path directory = Path.of("");

  @Test
  void itRunsTwiceAndLeavesNothing() throws Exception {
    T4Process t4 = new T4Process(directory);
    for (int run = 0; run < 2; run++) {
      T4Process.Result result = t4.run("demo");

      assertThat(result.err()).isEmpty();
      assertThat(result.exitCode()).isZero();
      assertThat(result.out())
          .contains("b.getMeta(\"thor/thor.md\")", "\"name\": \"thor\"", "steps, all fine.")
          .containsPattern("\\(\\d+ ms\\)\n  as a command: t4 keys s3://norse-lab\n\n")
          .containsPattern(
              "diff\\(storms\\)\n    modified  strikes.jsonl \\(content\\)\n    \\(\\d+ ms\\)\n")
          .containsPattern("verify\\(Path.of\\(\"elsewhere\"\\)\\)\n    no difference\n")
          .containsPattern("\n    strikes.jsonl has 516 bytes instead of 497\n")
          .doesNotContain("Exception");
      assertThat(t4.leftovers()).isEmpty();
    }
    assertThat(directory.resolve("config")).doesNotExist();
    assertThat(directory.resolve("data")).doesNotExist();
  }

  @Test
  void itKeepsTheServerUntilItIsStopped() throws Exception {
    T4Process t4 = new T4Process(directory);
    Process demo = t4.start("demo", "--keep");
    BufferedReader out = demo.inputReader(StandardCharsets.UTF_8);
    String endpoint = "";
    String pages = "";
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains("export AWS_ENDPOINT_URL_S3=")) {
        endpoint = line.substring(line.indexOf('=') + 1);
      }
      if (line.contains("In a browser")) {
        pages = line.substring(line.indexOf("http"));
      }
      if (line.contains("t4 shell")) {
        break;
      }
    }
    t4.environment(SandboxSettings.of(URI.create(endpoint)).environment());
    assertThat(t4.run("keys", "s3://norse-lab/thor/").lines()).contains("thor/thor.md");

    HttpRequest home =
        HttpRequest.newBuilder(URI.create(pages)).header("Accept", "text/html").build();
    assertThat(HttpClient.newHttpClient().send(home, BodyHandlers.ofString()).body())
        .contains("<h1>Buckets</h1>", "norse-lab");
    HttpRequest revision =
        HttpRequest.newBuilder(URI.create(pages).resolve("/b/norse-lab/package?name=norse/storms"))
            .header("Accept", "text/html")
            .build();
    assertThat(HttpClient.newHttpClient().send(revision, BodyHandlers.ofString()).body())
        .contains("<h1>norse/storms</h1>");

    List<ProcessHandle> children = demo.descendants().toList();
    demo.destroy();
    demo.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    for (ProcessHandle child : children) {
      child.onExit().orTimeout(30, TimeUnit.SECONDS).join();
    }
    assertThat(t4.leftovers()).isEmpty();
  }
}
