package io.t4.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.t4.text.ExtractedText.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that are well and workers that are not. */
class WorkersTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir Path directory;
  private TestFiles files;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  @BeforeEach
  void files() {
    files = new TestFiles(directory);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private static TextExtractor.Builder builder() {
    TextExtractor.Builder builder = TextExtractor.builder().workers(1);
    for (String format :
        List.of(
            "waits",
            "never-ends",
            "takes-all-memory",
            "keeps-memory",
            "exits",
            "overflows",
            "tells")) {
      builder.format("." + format, format, TestFiles.testClasses());
    }
    return builder;
  }

  @Test
  void noWorkerRunsBeforeTheFirstFileAndOneIsUsedAgain() throws Exception {
    try (TextExtractor extractor = builder().workers(2).build()) {
      Path text = files.of("a.txt", "words");
      assertThat(extractor.workerPids()).isEmpty();
      assertThat(extractor.extract("a.xyz", text).outcome()).isEqualTo(Outcome.UNSUPPORTED);
      assertThat(extractor.workerPids()).isEmpty();

      extractor.extract("a.txt", text);
      List<Long> first = extractor.workerPids();
      extractor.extract("a.txt", text);

      assertThat(first).hasSize(1);
      assertThat(extractor.workerPids()).isEqualTo(first);
    }
  }

  @Test
  void aWorkerThatHangsIsKilledAndReplaced() throws Exception {
    try (TextExtractor extractor = builder().timeLimit(Duration.ofSeconds(5)).build()) {
      Path text = files.of("a.txt", "words");
      assertThat(extractor.extract("a.txt", text).text()).isEqualTo("words");
      long hanging = extractor.workerPids().get(0);

      ExtractedText result = extractor.extract("a.never-ends", text);

      assertThat(result)
          .isEqualTo(new ExtractedText("", Outcome.TIMEOUT, "reading took longer than 5000 ms"));
      assertThat(ProcessHandle.of(hanging)).isEmpty();
      assertThat(extractor.extract("a.txt", text).text()).isEqualTo("words");
      assertThat(extractor.workerPids()).hasSize(1).doesNotContain(hanging);
    }
  }

  @Test
  void othersGoOnWhileOneHangs() throws Exception {
    Path signal = directory.resolve("signal");
    Path content = files.of("content", signal.toString());
    try (TextExtractor extractor = builder().workers(2).timeLimit(LIMIT).build()) {
      Path text = files.of("a.txt", "words");
      Future<ExtractedText> hanging = threads.submit(() -> extractor.extract("a.waits", content));
      await().atMost(LIMIT).until(() -> Files.exists(signal));
      List<Future<ExtractedText>> others = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        others.add(threads.submit(() -> extractor.extract("a.txt", text)));
      }

      for (Future<ExtractedText> other : others) {
        assertThat(other.get().text()).isEqualTo("words");
      }

      assertThat(hanging).isNotDone();
      assertThat(extractor.workerPids()).hasSize(2);
      Files.delete(signal);
      assertThat(hanging.get().text()).isEqualTo("waited");
    }
  }

  @Test
  void aWorkerOutOfMemoryIsReplaced() throws Exception {
    try (TextExtractor extractor = builder().heapPerWorker(64 << 20).build()) {
      Path text = files.of("a.txt", "words");

      ExtractedText result = extractor.extract("a.takes-all-memory", text);

      assertThat(result)
          .isEqualTo(
              new ExtractedText(
                  "", Outcome.CRASHED, "reading needs more than 67108864 bytes of memory"));
      assertThat(extractor.extract("a.txt", text).text()).isEqualTo("words");
    }
  }

  @Test
  void aWorkerThatDiesTellsItsLastWords() throws Exception {
    try (TextExtractor extractor = builder().build()) {
      Path text = files.of("a.txt", "words");
      extractor.extract("a.txt", text);

      ExtractedText result = extractor.extract("a.exits", text);

      assertThat(result.outcome()).isEqualTo(Outcome.CRASHED);
      assertThat(result.detail()).isEqualTo("exit code 42: about to exit");
      assertThat(extractor.extract("a.txt", text).text()).isEqualTo("words");
    }
  }

  @Test
  void aFullStackIsNoCrash() throws Exception {
    try (TextExtractor extractor = builder().build()) {
      ExtractedText result = extractor.extract("a.overflows", files.of("a.txt", "words"));

      assertThat(result)
          .isEqualTo(new ExtractedText("", Outcome.MALFORMED, "the content is nested too deep"));
    }
  }

  @Test
  void aWorkerWhoseMemoryStaysInUseIsReplaced() throws Exception {
    try (TextExtractor extractor = builder().heapPerWorker(128 << 20).build()) {
      Path text = files.of("a.txt", "words");

      for (int i = 0; i < 20; i++) {
        ExtractedText result = extractor.extract("a.keeps-memory", text);

        // The third would not fit.
        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(result.text()).isIn("call 1", "call 2");
      }
    }
  }

  @Test
  void aWorkerIsReplacedAfterItsNumberOfFiles() throws Exception {
    try (TextExtractor extractor = builder().filesPerWorker(2).build()) {
      Path text = files.of("a.txt", "words");
      List<String> processes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        processes.add(extractor.extract("a.tells", text).text().lines().findFirst().orElseThrow());
      }

      assertThat(processes.get(0)).startsWith("pid ").isEqualTo(processes.get(1));
      assertThat(processes.get(2)).isNotEqualTo(processes.get(1)).isEqualTo(processes.get(3));
    }
  }

  @Test
  void parsersSeeNoCredentialsAndNoNetwork() throws Exception {
    assertThat(System.getenv()).containsKey("T4_CONFIG_DIR");
    try (TextExtractor extractor = builder().build()) {
      String told = extractor.extract("a.tells", files.of("a.txt", "words")).text();

      assertThat(told).contains("environment [").doesNotContain("T4_CONFIG_DIR");
      assertThat(told).endsWith("no network here: http://127.0.0.1:1/");
    }
  }

  @Test
  void closingKillsWorkersAndEndsCalls() throws Exception {
    TextExtractor extractor = builder().timeLimit(LIMIT).build();
    Path signal = directory.resolve("signal");
    Path content = files.of("content", signal.toString());
    Future<ExtractedText> waiting = threads.submit(() -> extractor.extract("a.waits", content));
    await().atMost(LIMIT).until(() -> Files.exists(signal));
    long process = extractor.workerPids().get(0);

    extractor.close();
    extractor.close();

    assertThat(ProcessHandle.of(process)).isEmpty();
    assertThatThrownBy(waiting::get)
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> extractor.extract("a.txt", content))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void workersEndWithTheirOwnerEvenWhileTheyHang() throws Exception {
    Path signal = directory.resolve("signal");
    Path content = files.of("content", signal.toString());
    Process owner =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Djava.io.tmpdir=" + directory,
                ExtractorOwner.class.getName(),
                content.toString())
            .redirectErrorStream(true)
            .start();
    try {
      CompletableFuture<String> output = CompletableFuture.supplyAsync(() -> read(owner), threads);
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  !owner.isAlive()
                      || (Files.exists(signal) && !Files.readString(signal).isEmpty()));
      assertThat(owner.isAlive()).as(() -> output.join()).isTrue();
      ProcessHandle worker =
          ProcessHandle.of(Long.parseLong(Files.readString(signal))).orElseThrow();

      owner.destroyForcibly().waitFor();

      await().atMost(LIMIT).until(() -> !worker.isAlive());
      // It has deleted its own directory, and nothing beside it.
      try (var left = Files.list(directory)) {
        assertThat(left.map(file -> file.getFileName().toString()))
            .contains("signal", "content")
            .noneMatch(name -> name.startsWith("t4-text-"));
      }
    } finally {
      owner.destroyForcibly();
    }
  }

  private static String read(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void whatIsWrongWithTheCallIsAnException() throws Exception {
    try (TextExtractor extractor = builder().build()) {
      Path absent = directory.resolve("absent.txt");
      assertThatThrownBy(() -> extractor.extract("absent.txt", absent))
          .isInstanceOf(NoSuchFileException.class)
          .hasMessageContaining("absent.txt");
    }
    assertThatThrownBy(() -> TextExtractor.builder().workers(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("workers: 0 is less than 1");
  }
}
