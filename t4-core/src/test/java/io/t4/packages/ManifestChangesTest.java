package io.t4.packages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.FormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Manifests are compared while they are read. */
class ManifestChangesTest {
  private static ManifestReader manifest(String... entries) throws IOException {
    StringBuilder lines = new StringBuilder("{\"version\": \"v0\"}\n");
    lines.append("{\"logical_key\": \"zz/\", \"meta\": {\"user_meta\": {\"a\": 1}}}\n");
    for (String entry : entries) {
      int sign = entry.indexOf('=');
      lines.append(
          "{\"logical_key\": \"%s\", \"physical_keys\": [\"s3://b/k\"], \"size\": %s, \"hash\": {\"type\": \"SHA256\", \"value\": \"%s\"}, \"meta\": {}}\n"
              .formatted(entry.substring(0, sign), entry.substring(sign + 1), "ab".repeat(32)));
    }
    return ManifestReader.of(new ByteArrayInputStream(lines.toString().getBytes(UTF_8)));
  }

  private static List<String> changes(ManifestReader before, ManifestReader after) {
    return PackageDiff.changes(before, after)
        .map(change -> change.kind() + " " + change.logicalKey())
        .toList();
  }

  @Test
  void whatDiffersComesInOrder() throws IOException {
    assertThat(changes(manifest("a/b=1", "a-b=2", "c=3"), manifest("a/b=1", "a-b=9", "d=4")))
        .containsExactly("MODIFIED a-b", "DELETED c", "ADDED d");
    assertThat(changes(manifest(), manifest("a=1"))).containsExactly("ADDED a");
    assertThat(changes(manifest("a=1"), manifest("a=1"))).isEmpty();
  }

  @Test
  void entriesOutOfOrderAreNamed() throws IOException {
    ManifestReader ordered = manifest("a=1");
    ManifestReader other = manifest("b=1", "a=1");
    assertThatThrownBy(() -> changes(ordered, other))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("Line 4")
        .hasMessageContaining("'a' is not behind 'b'");
    ManifestReader twice = manifest("a=1", "a=1");
    assertThatThrownBy(() -> changes(twice, manifest()))
        .hasMessageContaining("'a' is not behind 'a'");
  }
}
