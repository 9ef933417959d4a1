package io.t4.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.docs.Workplace.Result;
import io.t4.sandbox.SandboxExtension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tour of the module {@code examples} prints the same in each language and on each store. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "t4 is a POSIX shell script here")
class ExamplesTest {
  @RegisterExtension static final SandboxExtension SANDBOX = new SandboxExtension();

  private static final Path SCRIPT =
      Path.of("../examples/src/main/jshell/bucket-tour.jsh").toAbsolutePath().normalize();

  @TempDir Path directory;
  private Workplace workplace;

  @BeforeEach
  void prepare() throws IOException {
    workplace = new Workplace(directory, SANDBOX.endpoint());
  }

  static List<String> stores() {
    return List.of("s3", "file");
  }

  @ParameterizedTest
  @MethodSource("stores")
  void javaTour(String store) throws Exception {
    assertIsTour(Workplace.run(workplace.javaProcess("io.t4.examples.BucketTour", bucket(store))));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void kotlinTour(String store) throws Exception {
    assertIsTour(
        Workplace.run(workplace.javaProcess("io.t4.examples.BucketTourKt", bucket(store))));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void jshellTour(String store) throws Exception {
    assumeTrue(
        ModuleLayer.boot().findModule("jdk.jshell").isPresent(), "this Java runtime has no JShell");
    assertIsTour(workplace.shell("BUCKET=%s t4 shell %s".formatted(bucket(store), SCRIPT)));
  }

  private String bucket(String store) throws IOException {
    return store.equals("s3")
        ? "s3://" + SANDBOX.newBucket()
        : Files.createDirectory(directory.resolve("bucket")).toUri().toString();
  }

  private void assertIsTour(Result result) throws IOException {
    assertThat(result.output().lines())
        .containsExactly(
            "keys: [storms/may.csv, thor/greeting.txt, thor/hammer.json]",
            "in thor/: [thor/greeting.txt, thor/hammer.json]",
            "greeting: Hail Thor!",
            "hammer: Mjölnir of Thor, 42.5 kg",
            "storms: 3 rows",
            "strongest: Vimur 121.2",
            "metadata: {name=thor}",
            "metadata: {name=thor, rating=5}",
            "fetched: 2 files",
            "fetched again: 0 files, 2 unchanged",
            "deleted: DELETED",
            "deleted below thor/: 2",
            "left: []");
    assertThat(result.exitCode()).isZero();
    try (Stream<Path> left = Files.list(workplace.directory())) {
      assertThat(left).isEmpty();
    }
  }
}
