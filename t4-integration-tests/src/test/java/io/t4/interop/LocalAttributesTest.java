package io.t4.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.bucket.Bucket;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The extended attribute in which local files carry their metadata. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "Python reads extended attributes on Linux only")
class LocalAttributesTest {
  @TempDir Path disk;

  @BeforeEach
  void requireAttributes() throws IOException {
    assumeTrue(
        Files.getFileStore(disk).supportsFileAttributeView(UserDefinedFileAttributeView.class),
        () -> "the file system of " + disk + " has no extended attributes");
  }

  @Test
  void theMetadataOfFilesGoesBothWays() throws Exception {
    Python python = Python.required();
    Map<String, Object> meta = Map.of("n\u00e4me", List.of("\uD83D\uDE00", 1L, 1.0));
    Path byPython = Files.writeString(disk.resolve("python.txt"), "x", StandardCharsets.UTF_8);
    try (T4Session session = T4Session.builder().configDirectory(disk.resolve("config")).build()) {
      Bucket bucket = Bucket.open(Location.directory(disk).toString(), session);
      bucket.put("java.txt", "text", meta);
      Path byJava = disk.resolve("java.txt");

      Map<String, Object> found =
          python.run(
              "local_attributes.py",
              Map.of(
                  "write", Map.of(byPython.toString(), Map.of("user_meta", meta)),
                  "read", List.of(byJava.toString())));

      Map<?, ?> attribute = PythonInterop.map(found.get(byJava.toString()));
      assertThat(PythonInterop.map(attribute.get("helium")).get("user_meta")).isEqualTo(meta);
      assertThat(attribute.get("raw")).isEqualTo(attribute.get("dumped"));
      assertThat(bucket.getMeta("python.txt").userMeta()).isEqualTo(meta);

      Bucket memory = Bucket.open("memory://bucket", session);
      memory.putFile("a.txt", byPython);
      assertThat(memory.getMeta("a.txt").userMeta()).isEqualTo(meta);
    }
  }
}
