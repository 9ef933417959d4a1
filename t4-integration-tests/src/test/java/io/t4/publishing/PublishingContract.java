package io.t4.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.t4.packages.PackageRegistry;
import io.t4.packages.PackageVersion;
import io.t4.session.T4Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What processes publish at once is not lost, and what a killed one did not finish does no harm.
 */
abstract class PublishingContract {
  private static final int EACH = 50;
  private static final int ROUNDS = 4;

  /** In milliseconds; about as long as the work takes. */
  private static final int LONGEST_WORK = 700;

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

  /**
   * Kills a process in the middle of what it does, at times that the seed decides: whatever the
   * registry names can be read, no file has its name before it is whole, and doing the same again
   * succeeds.
   */
  @ParameterizedTest
  @EnumSource(KilledWork.Action.class)
  void aKillLeavesNothingHalfDone(KilledWork.Action action) throws Exception {
    long seed = Long.getLong("t4.publishing.seed", new Random().nextLong());
    System.out.printf("killing %s, -Dt4.publishing.seed=%d%n", action, seed);
    Random random = new Random(seed);
    try (T4Session session = session()) {
      KilledWork work = KilledWork.in(directory, registry(), session);
      work.prepare(random);
      for (int round = 0; round < ROUNDS; round++) {
        Process process = start(KilledWork.class, action + ".out", work.arguments(action));
        try {
          Path out = directory.resolve(action + ".out");
          await().atMost(Duration.ofMinutes(1)).until(() -> Files.size(out) > 0);
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_WORK)));
        } finally {
          process.destroyForcibly().waitFor();
        }
        work.requireNothingHalfDone();
      }
      work.run(action);
      work.requireDone(action);
    }
  }

  private Process start(String registry, String name) throws IOException {
    return start(
        PushingProcess.class,
        name + ".out",
        registry,
        name,
        Integer.toString(EACH),
        directory.resolve(name).toString());
  }

  private Process start(Class<?> main, String out, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            main.getName());
    builder.command().addAll(List.of(arguments));
    builder.environment().putAll(environment());
    builder.redirectOutput(directory.resolve(out).toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return builder.start();
  }
}
