package io.t4.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.distribution.Distribution.Call;
import io.t4.distribution.Distribution.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the start script is for a POSIX shell")
class DistributionTest {
  /** A port where nothing listens, so that the command ends soon without a network. */
  private static final String NOWHERE = "http://127.0.0.1:9";

  @TempDir Path directory;
  private Distribution distribution;

  @BeforeEach
  void find() throws IOException {
    distribution = Distribution.ofThisBuild();
  }

  @Test
  void takesNamesThatAreNotAsciiWithoutALocale() throws Exception {
    // By the shell: this JVM may itself be one that can't name such a file.
    String script =
        "name=$(printf 'gr\\303\\266.txt'); mkdir -p lab; printf 1 > \"lab/$name\";"
            + " \"$0\" keys \"file://$PWD/lab\"; \"$0\" cat \"file://$PWD/lab/$name\"";
    Call call = Call.of(directory, distribution.command());
    for (String locale : List.of("C", "POSIX", "")) {
      Result result =
          new Call(
                  directory,
                  call.environment(),
                  List.of("sh", "-c", script, distribution.command().toString()))
              .with("LC_ALL", locale)
              .run();
      assertThat(result.errors()).isEmpty();
      assertThat(result.output()).isEqualTo("gr\u00f6.txt\n1");
    }
  }

  @Test
  void saysItsVersionAndNothingElse() throws Exception {
    Result result = Call.of(directory, distribution.command(), "--version").run();

    assertThat(result.output()).startsWith("t4 ");
    assertThat(result.errors()).isEmpty();
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void runsThroughAChainOfSymbolicLinksFromAnotherDirectory() throws Exception {
    Path first = Files.createSymbolicLink(directory.resolve("first"), distribution.command());
    Path second = Files.createSymbolicLink(directory.resolve("second"), first.getFileName());

    Result result = Call.of(directory, second, "--version").run();

    assertThat(result.output()).startsWith("t4 ");
    assertThat(result.exitCode()).isZero();
  }

  @Test
  void runsFromAPathWithSpaces() throws Exception {
    Path home = Files.createDirectories(directory.resolve("my own programs/t 4"));
    Files.createDirectory(home.resolve("bin"));
    Files.copy(distribution.command(), home.resolve("bin/t4"));
    Files.createSymbolicLink(home.resolve("lib"), distribution.home().resolve("lib"));

    Result result = Call.of(directory, home.resolve("bin/t4"), "--version").run();

    assertThat(result.output()).startsWith("t4 ");
    assertThat(result.errors()).isEmpty();
  }

  @Test
  void withoutJavaItSaysWhatIsMissing() throws Exception {
    Result result =
        Call.of(directory, distribution.command(), "--version")
            .without("JAVA_HOME")
            .with("PATH", directory.toString())
            .run();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors()).contains("no Java found", "17", "JAVA_HOME");
    assertThat(result.output()).isEmpty();
  }

  @Test
  void aJavaHomeWithoutJavaIsNamed() throws Exception {
    Result result =
        Call.of(directory, distribution.command(), "--version")
            .with("JAVA_HOME", directory.toString())
            .run();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors()).contains(directory.toString());
  }

  @Test
  void anOldJavaIsNamedWithItsVersion() throws Exception {
    Path java = Files.createDirectory(directory.resolve("bin")).resolve("java");
    Files.createFile(
        java, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    Files.writeString(directory.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

    Result result =
        Call.of(directory, distribution.command(), "--version")
            .with("JAVA_HOME", directory.toString())
            .run();

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors()).contains("Java 17", java.toString(), "11.0.2");
  }

  @Test
  void twoFirstCommandsAtOnceMakeOneStartUpArchive() throws Exception {
    Call call =
        Call.of(directory, distribution.command(), "keys", "s3://my-bucket")
            .with("AWS_ENDPOINT_URL_S3", NOWHERE)
            .with("AWS_MAX_ATTEMPTS", "1");
    List<CompletableFuture<Result>> both =
        Stream.of(call, call).map(DistributionTest::runAside).toList();

    for (CompletableFuture<Result> each : both) {
      assertThat(each.join().exitCode()).isEqualTo(1);
      assertThat(each.join().errors()).contains("my-bucket").doesNotContain("[warning]");
    }
    try (Stream<Path> cache = Files.list(directory.resolve("cache/t4"))) {
      assertThat(cache)
          .singleElement()
          .satisfies(archive -> assertThat(archive.toString()).endsWith(".jsa"));
    }
    Result withArchive = call.run();
    assertThat(withArchive.errors()).isEqualTo(both.get(0).join().errors());
    assertThat(withArchive.output()).isEmpty();
  }

  @Test
  void worksWithoutAPlaceForTheStartUpArchive() throws Exception {
    Path file = Files.createFile(directory.resolve("a-file"));

    Result result =
        Call.of(directory, distribution.command(), "keys", "s3://my-bucket")
            .with("XDG_CACHE_HOME", file.toString())
            .with("AWS_ENDPOINT_URL_S3", NOWHERE)
            .with("AWS_MAX_ATTEMPTS", "1")
            .run();

    assertThat(result.errors()).contains("my-bucket").doesNotContain("a-file", "[warning]");
    assertThat(file).isEmptyFile();
  }

  @Test
  void keepsTheJarsOfTheSandboxApart() {
    Path lib = distribution.home().resolve("lib");

    assertThat(lib).isDirectoryNotContaining("glob:**/{s3mock,spring,tomcat,kotlin}*");
    assertThat(lib.resolve("sandbox"))
        .isDirectoryContaining("glob:**/s3mock-*.jar")
        .isDirectoryNotContaining("glob:**/{junit,t4}-*.jar");
  }

  @Test
  void theZipHasAnExecutableCommand() throws Exception {
    Path zip = distribution.archive(".zip");
    try (FileSystem files =
        FileSystems.newFileSystem(zip, Map.of("enablePosixFileAttributes", true))) {
      Path command = files.getPath(distribution.home().getFileName().toString(), "bin", "t4");
      assertThat(Files.getPosixFilePermissions(command))
          .contains(PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.OTHERS_EXECUTE);
    }
  }

  @Test
  void theTarRunsWhereItIsUnpacked() throws Exception {
    Path tar = distribution.archive(".tar.gz");
    Process unpack =
        new ProcessBuilder("tar", "-xzf", tar.toString(), "-C", directory.toString())
            .inheritIO()
            .start();
    assertThat(unpack.waitFor()).isZero();
    Path home = directory.resolve(distribution.home().getFileName());

    Result result = Call.of(directory, home.resolve("bin/t4"), "--version").run();

    assertThat(result.output()).startsWith("t4 ");
    assertThat(Files.readString(home.resolve("bin/t4.cmd"), StandardCharsets.UTF_8))
        .contains("io.t4.cli.T4Command");
  }

  private static CompletableFuture<Result> runAside(Call call) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return call.run();
          } catch (IOException e) {
            throw new CompletionException(e);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
          }
        });
  }
}
