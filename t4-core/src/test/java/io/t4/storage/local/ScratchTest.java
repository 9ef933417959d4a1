package io.t4.storage.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ScratchTest {
  @TempDir Path temporary;

  /** Makes a temporary directory with a file in it, says so, and waits to be ended. */
  static final class Waiting {
    private Waiting() {}

    @SuppressWarnings("resource") // Ended in the middle of its work.
    public static void main(String[] args) throws Exception {
      Path directory = Scratch.directory().path();
      Files.writeString(directory.resolve("half"), "half");
      Scratch.file(".csv");
      AtomicFile.create(Path.of(args[0]));
      System.out.println("ready");
      if (System.in.read() < 0) {
        throw new IllegalStateException("nobody is there");
      }
    }
  }

  @Test
  void whatIsClosedIsGone() throws IOException {
    Path file;
    Path directory;
    try (Scratch first = Scratch.file(".csv");
        Scratch second = Scratch.directory()) {
      file = first.path();
      directory = second.path();
      assertThat(file).isEmptyFile().hasExtension("csv");
      Files.createDirectories(directory.resolve("a/b"));
      Files.createSymbolicLink(directory.resolve("a/link"), temporary);
      Files.writeString(temporary.resolve("kept"), "kept");
    }
    assertThat(file).doesNotExist();
    assertThat(directory).doesNotExist();
    // Links are removed, not followed.
    assertThat(temporary.resolve("kept")).exists();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no signal to be told by")
  void aProcessThatIsToldToEndLeavesNothing() throws Exception {
    Process process = start();
    assertThat(left()).isNotEmpty();
    process.destroy();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(left()).isEmpty();
  }

  @Test
  void aProcessThatEndsByItselfLeavesNothing() throws Exception {
    Process process = start();
    process.getOutputStream().write('\n');
    process.getOutputStream().close();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(left()).isEmpty();
  }

  @Test
  void whatAKilledProcessLeftIsRemovedByTheNext() throws Exception {
    Process running = start();
    Path ofRunning = scratch(List.of());
    Process killed = start();
    Path ofKilled = scratch(List.of(ofRunning));
    killed.destroyForcibly().waitFor();
    assertThat(ofKilled).isDirectory();

    // Too young to tell.
    ScratchSpace.removeAbandoned(temporary);
    assertThat(ofKilled).isDirectory();

    age(ofKilled);
    age(ofRunning);
    Path strange = Files.createDirectory(temporary.resolve("t4-other"));
    age(strange);
    ScratchSpace.removeAbandoned(temporary);
    assertThat(ofKilled).doesNotExist();
    assertThat(ofRunning).isNotEmptyDirectory();
    assertThat(strange).isDirectory();
    running.destroyForcibly().waitFor();
  }

  @Test
  void ownDirectoriesAndLinksStay() throws IOException {
    Path own = Files.createDirectory(temporary.resolve("t4-scratch-own"));
    Path target = Files.createDirectory(temporary.resolve("target"));
    Files.writeString(target.resolve("lock"), "");
    Path link = Files.createSymbolicLink(temporary.resolve("t4-scratch-link"), target);
    try (FileChannel channel =
            FileChannel.open(
                own.resolve("lock"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      age(own);
      age(target);
      ScratchSpace.removeAbandoned(temporary);
      assertThat(own).isDirectory();
      assertThat(link).exists();
      assertThat(target.resolve("lock")).exists();
    }
  }

  private Process start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                Waiting.class.getName(),
                temporary.resolve("target").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.inputReader().readLine()).isEqualTo("ready");
    return process;
  }

  private Path scratch(List<Path> others) throws IOException {
    return left().stream()
        .filter(path -> path.getFileName().toString().startsWith("t4-scratch-"))
        .filter(path -> !others.contains(path))
        .findFirst()
        .orElseThrow();
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> paths = Files.list(temporary)) {
      return paths.toList();
    }
  }

  private static void age(Path directory) throws IOException {
    Instant before = Instant.now().minus(Duration.ofHours(1));
    Files.setLastModifiedTime(directory, FileTime.from(before));
  }
}
