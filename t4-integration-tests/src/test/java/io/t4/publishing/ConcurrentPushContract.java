package io.t4.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.packages.PackageRegistry;
import io.t4.packages.PackageVersion;
import io.t4.session.T4Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that push a hundred revisions of one package at once lose none. */
abstract class ConcurrentPushContract {
  private static final int EACH = 50;

  @TempDir Path directory;

  /** The URI of an empty registry. */
  abstract String registry() throws IOException;

  /** What a process needs to reach it. */
  abstract Map<String, String> environment();

  /** A session that reaches it. */
  abstract T4Session session();

  @Test
  void noRevisionIsLost() throws Exception {
    String registry = registry();
    List<Process> processes = new ArrayList<>();
    List<String> published = new ArrayList<>();
    try {
      for (String name : List.of("one", "other")) {
        processes.add(start(registry, name));
      }
      for (Process process : processes) {
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
      }
      for (String name : List.of("one", "other")) {
        published.addAll(Files.readAllLines(directory.resolve(name + ".out")));
      }
    } finally {
      processes.forEach(Process::destroyForcibly);
    }

    try (T4Session session = session()) {
      PackageRegistry found = PackageRegistry.open(registry, session);
      List<PackageVersion> versions = found.listPackageVersions(PushingProcess.NAME);
      assertThat(published).hasSize(2 * EACH).doesNotHaveDuplicates();
      assertThat(
              versions.stream().filter(version -> !version.isLatest()).map(PackageVersion::topHash))
          .containsExactlyInAnyOrderElementsOf(published);
      assertThat(published).contains(found.latest(PushingProcess.NAME));
      assertThat(found.browse(PushingProcess.NAME).topHash())
          .isEqualTo(versions.get(versions.size() - 2).topHash());
    }
  }

  private Process start(String registry, String name) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            PushingProcess.class.getName(),
            registry,
            name,
            Integer.toString(EACH),
            directory.resolve(name).toString());
    builder.environment().putAll(environment());
    builder.redirectOutput(directory.resolve(name + ".out").toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return builder.start();
  }
}
