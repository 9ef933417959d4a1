package io.t4.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Manifests whose file names begin with the top hash that the reference implementation gave them,
 * in a folder that the property {@code t4.shared} names: {@code golden} in it.
 */
class GoldenManifestTest {
  private static final Path GOLDEN =
      Path.of(System.getProperty("t4.shared", "../../shared"), "golden")
          .toAbsolutePath()
          .normalize();

  @BeforeAll
  static void isThere() {
    assumeTrue(
        Files.isDirectory(GOLDEN),
        () -> "there is no directory " + GOLDEN + "; -Dt4.shared=DIR names its parent");
  }

  @Test
  void everyTopHashIsTheNameOfItsFile() throws IOException {
    List<Path> manifests = manifests();
    assertThat(manifests).hasSizeGreaterThan(10);
    for (Path manifest : manifests) {
      String name = String.valueOf(manifest.getFileName());
      assertThat(DataPackage.load(manifest).topHash())
          .as(name)
          .isEqualTo(name.replaceFirst("[-.].*", ""));
    }
  }

  @Test
  void whatPythonWroteIsWrittenTheSameAgain() throws IOException {
    int python = 0;
    for (Path manifest : manifests()) {
      String text = Files.readString(manifest);
      if (text.startsWith("{\"version\": ")) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataPackage.load(manifest).dump(out);
        assertThat(out.toString(StandardCharsets.UTF_8)).as("%s", manifest).isEqualTo(text);
        python++;
      }
    }
    assertThat(python).isPositive();
  }

  private static List<Path> manifests() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }
}
