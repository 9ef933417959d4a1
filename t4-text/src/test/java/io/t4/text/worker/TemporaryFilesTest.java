package io.t4.text.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deleted and, above all, what isn't. */
class TemporaryFilesTest {
  @TempDir Path directory;

  @Test
  void itsOwnDirectoryIsDeletedAndNothingBehindItsLinks() throws IOException {
    TemporaryFiles files = TemporaryFiles.create();
    Path kept = Files.writeString(directory.resolve("kept"), "mine");
    Files.writeString(Files.createDirectory(files.directory().resolve("sub")).resolve("a"), "a");
    Files.createSymbolicLink(files.directory().resolve("link"), directory);

    files.delete();
    files.delete();

    assertThat(files.directory()).doesNotExist();
    assertThat(kept).hasContent("mine");
  }

  @Test
  void aDirectoryOfOthersIsLeftAlone() throws IOException {
    Path kept = Files.writeString(directory.resolve("kept"), "mine");

    assertThatThrownBy(() -> new TemporaryFiles(directory).delete())
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.toString());

    assertThat(kept).hasContent("mine");
  }

  @Test
  void aWorkerStartedByHandInADirectoryOfOthersDeletesNothingAndEnds() throws Exception {
    Path kept = Files.writeString(directory.resolve("kept"), "mine");
    Process worker =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                TextWorker.class.getName(),
                "1000",
                "1000",
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(worker.getInputStream().read()).isEqualTo(TextWorker.READY);

      worker.getOutputStream().close();

      assertThat(worker.waitFor(60, TimeUnit.SECONDS)).as("the worker ends").isTrue();
      assertThat(kept).hasContent("mine");
    } finally {
      worker.destroyForcibly();
    }
  }
}
