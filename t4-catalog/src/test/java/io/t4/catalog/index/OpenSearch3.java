package io.t4.catalog.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.process.DirectoryTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Gives tests an OpenSearch 3 node, one for the whole run. It needs a JDK of version 21 or later:
 * that of the tests, or one beside it; else they are skipped.
 */
final class OpenSearch3 implements BeforeAllCallback {
  private static final int NEEDED = 21;
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");
  private static final Path MODULE = Path.of("..", "t4-opensearch3");
  private static final String READY = "ready ";

  private @Nullable URI uri;

  /** Where its REST API answers. */
  URI uri() {
    return Objects.requireNonNull(uri);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    Optional<Path> jdk = jdk();
    assumeTrue(
        jdk.isPresent(), "OpenSearch 3 needs a JDK 21 or later; there is none beside the one here");
    // The store closes what it holds after the last test.
    uri =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(OpenSearch3.class))
            .computeIfAbsent(
                OpenSearch3.class, key -> RunningNode.start(jdk.orElseThrow()), RunningNode.class)
            .uri();
  }

  private static Optional<Path> jdk() {
    Path own = Path.of(System.getProperty("java.home"));
    try (Stream<Path> beside = Files.list(own.resolveSibling("."))) {
      return Stream.concat(Stream.of(own), beside.sorted())
          .filter(home -> Files.exists(home.resolve("bin/javac")) && version(home) >= NEEDED)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int version(Path home) {
    try {
      Matcher version = VERSION.matcher(Files.readString(home.resolve("release")));
      return version.find() ? Integer.parseInt(version.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private record RunningNode(Process process, Path directory, URI uri) implements AutoCloseable {
    static RunningNode start(Path jdk) {
      try {
        assertThat(MODULE.resolve("target/jars")).as("made by the build of its module").exists();
        Path directory = Files.createTempDirectory("t4-opensearch3-");
        Path errors = directory.resolve("errors.txt");
        Process process =
            new ProcessBuilder(
                    jdk.resolve("bin/java").toString(),
                    "-Xmx512m",
                    "--enable-native-access=ALL-UNNAMED",
                    "-Dlog4j2.disable.jmx=true",
                    "-cp",
                    MODULE.resolve("target/jars").resolve("*").toString(),
                    MODULE.resolve("src/node/OpenSearch3.java").toString(),
                    directory.toString())
                .redirectError(errors.toFile())
                .start();
        // Ours, as that of the node, ends when the process does.
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String report = Objects.requireNonNullElse(output.readLine(), "");
        assertThat(report).describedAs(Files.readString(errors)).startsWith(READY);
        return new RunningNode(process, directory, URI.create(report.substring(READY.length())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      process.getOutputStream().close();
      try {
        process.onExit().get(1, TimeUnit.MINUTES);
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        process.destroyForcibly();
      }
      new DirectoryTree(directory).delete();
    }
  }
}
