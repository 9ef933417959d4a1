package io.t4.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.InvalidKeyException;
import io.t4.error.NotFoundException;
import io.t4.error.TooLargeException;
import io.t4.hashing.HashAlgorithm;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Packages in memory: looking, changing, comparing, reading and writing manifests. */
class DataPackageTest {
  private static final String ZEROS = "0".repeat(64);

  private static PackageEntry entry(String name) {
    return PackageEntry.of(Location.parse("s3://bucket/" + name), name.length())
        .withContent(name.length(), HashAlgorithm.SHA256.named(ZEROS));
  }

  private static DataPackage sample() {
    return DataPackage.create()
        .set("a-b", entry("a-b"))
        .set("a/b", entry("a/b"))
        .set("sub/deep/x.txt", entry("x"))
        .set("sub/README.md", entry("readme"))
        .set("README.md", entry("top"))
        .setMeta(Map.of("city", "Zürich"))
        .setMeta("sub/", Map.of("k", "v"));
  }

  private static DataPackage load(String manifest) {
    return DataPackage.load(
        new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8)),
        T4Session.defaultSession());
  }

  private static String dump(DataPackage dataPackage) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    dataPackage.dump(out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void entriesAreInTheOrderOfTheirSegments() {
    assertThat(sample().walk().map(ManifestLine.Entry::logicalKey))
        .containsExactly("README.md", "a/b", "a-b", "sub/README.md", "sub/deep/x.txt");
    assertThat(sample().keys()).containsExactly("README.md", "a/", "a-b", "sub/");
  }

  @Test
  void directoriesShareTheTree() {
    DataPackage all = sample();
    DataPackage sub = all.directory("sub");
    assertThat(sub.meta()).containsEntry("k", "v");
    assertThat(sub.keys()).containsExactly("README.md", "deep/");
    assertThat(sub.readme()).isEqualTo(entry("readme"));
    sub.set("new", entry("new")).delete("deep").setMeta(Map.of("k", 2));
    assertThat(all.get("sub/new")).isEqualTo(entry("new"));
    assertThat(all.contains("sub/deep")).isFalse();
    assertThat(all.directory("sub/").meta()).containsEntry("k", 2L);
    assertThat(sub.topHash()).isNotEqualTo(all.topHash());
  }

  @Test
  void whatIsThereIsContained() {
    DataPackage all = sample();
    assertThat(List.of("a/b", "a", "a/", "sub/deep", "a-b")).allMatch(all::contains);
    assertThat(List.of("b", "a/b/c", "a-b/", "su")).noneMatch(all::contains);
    assertThatThrownBy(() -> all.get("sub"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("'sub' is a directory");
    assertThatThrownBy(() -> all.get("nothing")).hasMessageContaining("'nothing'");
    assertThatThrownBy(() -> all.directory("a-b")).isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> all.delete("nothing")).isInstanceOf(NotFoundException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "a//b", "./a", "a/..", "..", "a/./b", "\uD800"})
  void malformedKeysAreRefused(String key) {
    assertThatThrownBy(() -> DataPackage.create().set(key, entry("x")))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("'" + key + "'");
  }

  @Test
  void anEntryIsNoDirectory() {
    DataPackage all = sample();
    assertThatThrownBy(() -> all.set("sub", entry("x")))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("'sub' is a directory");
    assertThatThrownBy(() -> all.set("a-b/c", entry("x")))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("'a-b'");
    assertThat(all).isEqualTo(sample());
  }

  @Test
  void filtersKeepMetadataAndCanLeaveOutDirectories() {
    DataPackage noReadme = sample().filter((key, entry) -> !key.endsWith("README.md"));
    assertThat(noReadme.meta()).isEqualTo(sample().meta());
    assertThat(noReadme.directory("sub").meta()).isEqualTo(Map.of("k", "v"));
    assertThat(noReadme.map((key, entry) -> key)).containsExactly("a/b", "a-b", "sub/deep/x.txt");
    DataPackage noSub =
        sample().filter((key, entry) -> true, (name, directory) -> !name.equals("sub/"));
    assertThat(noSub.map((key, entry) -> key)).containsExactly("README.md", "a/b", "a-b");
    assertThat(sample().mapDirectories((name, directory) -> name + directory.keys()))
        .containsExactly("sub/[README.md, deep/]");
  }

  @Test
  void differencesSayWhatOfAnEntryChanged() {
    DataPackage later =
        sample()
            .delete("a-b")
            .set("new", entry("new"))
            .set("a/b", entry("a/b").withMeta(Map.of("x", 1)))
            .set("README.md", entry("longer"))
            .setMeta("sub", Map.of());
    PackageDiff diff = sample().diff(later);
    assertThat(diff.added()).containsExactly("new");
    assertThat(diff.deleted()).containsExactly("a-b");
    assertThat(diff.modified()).containsExactly("README.md", "a/b");
    assertThat(diff.changes().stream().flatMap(change -> change.parts().stream()))
        .containsExactly(EntryChange.Part.CONTENT, EntryChange.Part.METADATA);
    assertThat(diff.metaChanged()).isFalse();
    assertThat(diff.directoriesChanged()).containsExactly("sub/");
    assertThat(sample().diff(sample()).isEmpty()).isTrue();
    assertThat(later).isNotEqualTo(sample());
  }

  @Test
  void aPackageIsShownAsATree() {
    assertThat(sample())
        .hasToString(
            """
            └─README.md
            └─a/
              └─b
            └─a-b
            └─sub/
              └─README.md
              └─deep/
                └─x.txt""");
    assertThat(DataPackage.create()).hasToString("(empty package)");
    DataPackage many = DataPackage.create();
    for (int i = 0; i < 100; i++) {
      many.set("f" + i, entry("f"));
    }
    assertThat(many.toString()).hasLineCount(21).endsWith("\n…");
  }

  @Test
  void manifestsComeBackAsTheyWere() throws IOException {
    String manifest = dump(sample());
    assertThat(manifest)
        .startsWith(
            """
            {"version": "v0", "user_meta": {"city": "Zürich"}}
            {"logical_key": "sub/", "meta": {"k": "v"}}
            {"logical_key": "README.md", "physical_keys": ["s3://bucket/top"], "size": 3, "hash": {"type": "SHA256", "value": "%s"}, "meta": {}}
            """
                .formatted(ZEROS));
    assertThat(load(manifest)).isEqualTo(sample());
    assertThat(dump(load(manifest))).isEqualTo(manifest);
    assertThat(load(manifest).topHash()).isEqualTo(sample().topHash());
  }

  @Test
  void whatOthersWroteIsRead() {
    DataPackage read =
        load(
            """
            {"top_hash": "old", "message": "m", "version": "v0"}
            {"logical_key": "b", "physical_keys": ["s3://b/k%20k?versionId=a%2Fb%2B"], "size": 3, "hash": null, "meta": {"n": NaN, "user_meta": {"z": 1, "a": 2}}}
            {"logical_key": "d/", "physical_keys": [], "meta": {"x": null}}
            {"logical_key": "a", "physical_keys": ["file:///x"], "size": null, "hash": null}""");
    assertThat(read.header()).isEqualTo(Map.of("message", "m", "version", "v0"));
    assertThat(read.keys()).containsExactly("a", "b", "d/");
    assertThat(read.get("b").physicalKey()).isEqualTo(new Location("s3", "b", "k k", "a/b+"));
    assertThat(read.get("b").get()).isEqualTo("s3://b/k%20k?versionId=a%2Fb%2B");
    assertThat(read.get("b").asMap().get("n")).isEqualTo(Double.NaN);
    assertThat(read.get("b").withMeta(Map.of()).asMap()).containsKey("n");
    assertThatThrownBy(read::topHash)
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'a' has no hash");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"logical_key\": 1}|no logical_key",
        "nonsense|Malformed JSON",
        "[]|not an object",
        "{\"logical_key\": \"a/../b\", \"physical_keys\": [\"s3://b/k\"]}|'a/../b'",
        "{\"logical_key\": \"a\", \"physical_keys\": [\"ftp\"]}|'ftp'",
        "{\"logical_key\": \"a\", \"physical_keys\": [\"s3://b/k?x=1\"]}|?x=1",
        "{\"logical_key\": \"a\", \"physical_keys\": \"s3://b/k\"}|no list of URIs",
        "{\"logical_key\": \"a\", \"physical_keys\": [\"s3://b/k\"], \"size\": -1}|size of 'a' is -1",
        "{\"logical_key\": \"a\", \"physical_keys\": [\"s3://b/k\"], \"hash\": \"x\"}|hash of 'a'",
        "{\"logical_key\": \"a\", \"physical_keys\": [\"s3://b/k\"], \"meta\": [1]}|meta of 'a'",
        "{\"logical_key\": \"same\", \"physical_keys\": [\"s3://b/k\"]}|'same' is there twice",
        "{\"logical_key\": \"same/x\", \"physical_keys\": [\"s3://b/k\"]}|'same'",
        "{\"logical_key\": \"a\"}|no directory",
        "{\"logical_key\": \"/a\", \"physical_keys\": [\"s3://b/k\"]}|'/a'",
        "{\"logical_key\": \"../\", \"physical_keys\": []}|'..'",
        "{\"logical_key\": \"a\", \"physical_keys\": [null]}|no list of URIs",
        "{\"logical_key\": \"a\", \"physical_keys\": [\"\"]}|''",
        "{\"logical_key\": \"a\", \"physical_keys\": [\"/etc/passwd\"]}|/etc/passwd",
        "{\"logical_key\": \"a\", \"physical_keys\": [\"file://host/a\"]}|names a host",
        "{\"logical_key\": \"a\", \"physical_keys\": [\"file:///a%00b\"]}|not a path",
        "{\"logical_key\": \"a\", \"physical_keys\": [\"s3://b/%FF\"]}|UTF-8",
        "{\"logical_key\": \"a\", \"physical_keys\": [\"s3:///k\"]}|no bucket",
        "{\"logical_key\": \"a\", \"physical_keys\": [\"s3://b/k\"], \"size\": 1.5}|size of 'a' is 1.5",
        "{\"logical_key\": \"a\", \"physical_keys\": [\"s3://b/k\"], \"size\": 1e400}|size of 'a'",
        "{\"logical_key\": \"a\", \"physical_keys\": [\"s3://b/k\"], \"size\": 9223372036854775808}|size of 'a'",
        "{\"logical_key\": \"a\", \"physical_keys\": [\"s3://b/k\"], \"size\": true}|size of 'a'",
        "{\"logical_key\": \"a\", \"physical_keys\": [\"s3://b/k\"], \"hash\": {\"type\": \"SHA256\"}}|hash of 'a'",
        "{\"logical_key\": \"a\", \"physical_keys\": [\"s3://b/k\"], \"hash\": {\"type\": 1, \"value\": 2}}|hash of 'a'",
        "{\"logical_key\": \"\\ud800\", \"physical_keys\": [\"s3://b/k\"]}|surrogate",
        "''|The JSON is empty",
      })
  void aBadLineIsNamed(String line, String message) {
    String manifest =
        """
        {"version": "v0"}
        {"logical_key": "same", "physical_keys": ["s3://b/k"], "size": 1, "hash": null, "meta": null}
        %s
        """;
    assertThatThrownBy(() -> load(manifest.formatted(line)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("ine 3 of the manifest")
        .hasMessageContaining(message);
  }

  @Test
  void manifestsThatAreNoneAreRefused() {
    assertThatThrownBy(() -> load("")).hasMessageContaining("Line 1").hasMessageContaining("empty");
    assertThatThrownBy(() -> load("[1]")).hasMessageContaining("Line 1");
    assertThatThrownBy(
            () ->
                DataPackage.load(
                    new ByteArrayInputStream(new byte[] {'{', '}', '\n', '{', (byte) 0xFF}),
                    T4Session.defaultSession()))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"logical_key\": \"same\", \"physical_keys\": [\"s3://b/k\"]}",
        "{\"logical_key\": \"same/x\", \"physical_keys\": [\"s3://b/k\"]}",
        "{\"logical_key\": \"same/\", \"physical_keys\": [], \"meta\": {\"a\": 1}}"
      })
  void keysThatExcludeEachOtherAreNamed(String line) {
    String manifest =
        """
        {"version": "v0"}
        {"logical_key": "same", "physical_keys": ["s3://b/k"]}
        {"logical_key": "other", "physical_keys": ["s3://b/k"]}
        %s
        {"logical_key": "last", "physical_keys": ["s3://b/k"]}
        """;
    assertThatThrownBy(() -> load(manifest.formatted(line)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("'same'");
  }

  @Test
  void manifestsThatWouldTakeAllMemoryAreRefused() {
    String deep = "{\"version\": \"v0\"}\n{\"logical_key\": " + "[".repeat(100_000);
    assertThatThrownBy(() -> load(deep))
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("Line 2");
    assertThatThrownBy(
            () -> DataPackage.load(new EndlessLine(), T4Session.defaultSession()).topHash())
        .isInstanceOf(TooLargeException.class)
        .hasMessageContaining("Line 1");
    assertThatThrownBy(() -> load("\uFEFF{\"version\": \"v0\"}"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("Line 1");
    assertThat(load("{\"version\": \"v0\"}\r\n").keys()).isEmpty();
  }

  /** A manifest without line break. */
  private static final class EndlessLine extends InputStream {
    @Override
    public int read() {
      return ' ';
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      Arrays.fill(bytes, offset, offset + length, (byte) ' ');
      return length;
    }
  }

  @Test
  void metadataThatCannotBeJsonIsRefused() {
    DataPackage all = sample();
    assertThatThrownBy(() -> all.setMeta(Map.of("x", Double.NaN)))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> all.get("a-b").withMeta(Map.of("x", new Object())))
        .isInstanceOf(InvalidInputException.class);
    assertThat(all).isEqualTo(sample());
  }
}
