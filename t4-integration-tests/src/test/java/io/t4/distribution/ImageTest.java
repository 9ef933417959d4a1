package io.t4.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.distribution.Distribution.Call;
import io.t4.distribution.Distribution.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The container image, as far as it can be tried without a container engine. */
class ImageTest {
  private static final Path IMAGE =
      Path.of("..", "t4-cli", "target", "t4-image.tar").toAbsolutePath().normalize();

  @TempDir Path directory;

  @BeforeEach
  void unpack() throws Exception {
    assumeTrue(
        Files.exists(IMAGE),
        "there is no " + IMAGE + "; 'mvn -Pimage -Dimage.base=scratch verify' makes it");
    unpack(IMAGE, directory);
  }

  @Test
  void itsEntryPointIsTheCommand() throws Exception {
    JsonNode config = read(manifest().get("Config").asString()).get("config");

    assertThat(config.get("Entrypoint").get(0).asString()).isEqualTo(command());
    assertThat(manifest().get("RepoTags").get(0).asString()).startsWith("t4:");
  }

  @Test
  void itsLayersMakeAnInstallationThatRuns() throws Exception {
    Path root = Files.createDirectory(directory.resolve("root"));
    for (JsonNode layer : manifest().get("Layers")) {
      unpack(directory.resolve(layer.asString()), root);
    }

    Result result =
        Call.of(directory, root.resolve(command().substring(1)), "--version")
            .with("T4_ARCHIVE", "off")
            .run();

    assertThat(result.output()).startsWith("t4 ");
    assertThat(result.errors()).isEmpty();
    assertThat(root.resolve("opt/t4/libs/sandbox")).isDirectoryContaining("glob:**/s3mock-*.jar");
  }

  private static String command() {
    return "/opt/t4/bin/t4";
  }

  private JsonNode manifest() throws IOException {
    return read("manifest.json").get(0);
  }

  private JsonNode read(String name) throws IOException {
    return new JsonMapper().readTree(Files.readString(directory.resolve(name)));
  }

  private static void unpack(Path tar, Path into) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder("tar", "-xf", tar.toString(), "-C", into.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).as("tar of %s", tar).isZero();
  }
}
