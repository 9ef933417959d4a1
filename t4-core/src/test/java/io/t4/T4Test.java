package io.t4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.bucket.Bucket;
import io.t4.error.ConfigException;
import io.t4.error.InvalidKeyException;
import io.t4.error.NotFoundException;
import io.t4.storage.Location;
import io.t4.transfer.TransferReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in the default session, whose configuration directory the build sets. */
class T4Test {
  @TempDir Path directory;

  @Test
  void objectsArePutAndGotByUri() {
    String uri = directory.toUri() + "deep/a.json";
    Location landed = T4.put(Map.of("a", 1), uri, Map.of("name", "thor"));
    assertThat(landed).hasToString(uri);
    assertThat(T4.get(uri)).isEqualTo(Map.of("a", 1L));
    assertThat((Object) T4.get(directory.resolve("deep/a.json").toString(), Map.class))
        .isEqualTo(Map.of("a", 1L));
    assertThat(T4.get(directory.toUri() + "deep/")).isEqualTo(Map.of("a.json", Map.of("a", 1L)));
    assertThat(Bucket.open(directory.toUri().toString()).getMeta("deep/a.json").userMeta())
        .isEqualTo(Map.of("name", "thor"));
    T4.put("text", "memory://t4/a.txt");
    assertThat(T4.get("memory://t4/a.txt")).isEqualTo("text");
    assertThatThrownBy(() -> T4.put("text", "memory://t4/a.txt?versionId=1"))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("versionId=1");
  }

  @Test
  void copiesGoInEveryDirection() throws IOException {
    Path local = Files.createDirectories(directory.resolve("local/deep"));
    Files.writeString(local.resolve("a.txt"), "1");
    Files.writeString(directory.resolve("local/b.txt"), "22");

    // A directory to a bucket, with metadata.
    assertThat(
            T4.copy(directory.resolve("local").toString(), "memory://copies/data", Map.of("v", 1)))
        .isEqualTo(new TransferReport(2, 0, 3, List.of()));
    Bucket bucket = Bucket.open("memory://copies");
    assertThat(bucket.keys()).containsExactly("data/b.txt", "data/deep/a.txt");
    assertThat(bucket.getMeta("data/b.txt").userMeta()).isEqualTo(Map.of("v", 1L));

    // From bucket to bucket.
    T4.copy("memory://copies/data/", "memory://others/");
    assertThat(Bucket.open("memory://others").keys()).containsExactly("b.txt", "deep/a.txt");
    T4.copy("memory://copies/data/b.txt", "memory://others/renamed.txt");
    T4.copy("memory://copies/data/b.txt", "memory://others/into/");
    assertThat(Bucket.open("memory://others").keys())
        .containsExactly("b.txt", "deep/a.txt", "into/b.txt", "renamed.txt");

    // Back to the disk.
    T4.copy("memory://copies/data", directory.resolve("back").toString());
    assertThat(directory.resolve("back/deep/a.txt")).hasContent("1");
    T4.copy("memory://copies/data/b.txt", directory.resolve("back").toString());
    assertThat(directory.resolve("back/b.txt")).hasContent("22");
    T4.copy("memory://copies/data/b.txt", directory.resolve("c.txt").toString());
    assertThat(directory.resolve("c.txt")).hasContent("22");

    // From disk to disk, as the last word of a path.
    T4.copy(directory.resolve("c.txt").toString(), directory.resolve("d.txt").toString());
    assertThat(directory.resolve("d.txt")).hasContent("22");

    assertThatThrownBy(() -> T4.copy("memory://copies/missing", "memory://others/x"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void aFormerVersionIsCopied() {
    Location first = T4.put("one", "memory://versions/a.txt");
    T4.put("two", "memory://versions/a.txt");
    T4.copy(first.toString(), "memory://versions/b.txt");
    assertThat(T4.get("memory://versions/b.txt")).isEqualTo("one");
    assertThat(T4.get(first.toString())).isEqualTo("one");
  }

  @Test
  void configurationIsKept() {
    Map<String, Object> before = T4.config();
    try {
      T4.config(Map.of("navigator_url", "https://catalog.example.com/"));
      assertThat(T4.config()).containsEntry("navigator_url", "https://catalog.example.com");
      assertThatThrownBy(() -> T4.config(Map.of("nonsense", "x")))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("nonsense");
    } finally {
      Map<String, Object> restored = new HashMap<>();
      restored.put("navigator_url", before.get("navigator_url"));
      T4.config(restored);
    }
    assertThat(T4.config()).isEqualTo(before);
  }
}
