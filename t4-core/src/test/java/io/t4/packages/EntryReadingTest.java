package io.t4.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.bucket.Bucket;
import io.t4.error.FormatException;
import io.t4.error.NotFoundException;
import io.t4.formats.TypeToken;
import io.t4.hashing.ContentHash;
import io.t4.hashing.HashAlgorithm;
import io.t4.storage.Content;
import io.t4.storage.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Reading entries: from disk and from a bucket, and nothing that has another hash. */
class EntryReadingTest extends PackagesTestBase {

  record Settings(int depth) {}

  @ParameterizedTest
  @EnumSource(Place.class)
  void contentIsReadInEveryWay(Place place) throws IOException {
    DataPackage storms = pushed(place);
    assertThat(storms.get("README.md").getAsString()).isEqualTo("about storms");
    assertThat(storms.get("empty").getBytes()).isEmpty();
    try (InputStream in = storms.get("large.bin").openStream()) {
      assertThat(in.readAllBytes()).isEqualTo(new byte[9 << 20]);
      assertThat(in.read()).isEqualTo(-1);
    }
    try (InputStream in = storms.directory("sub").get("a b.csv").openStream()) {
      assertThat(in.read()).isEqualTo('x');
      assertThat(in.skip(1)).isEqualTo(1);
      assertThat(in.readAllBytes()).isEqualTo("1\n".getBytes(StandardCharsets.UTF_8));
    }
    PackageEntry json = storms.get("sub/deep/c.json");
    assertThat(json.deserialize()).isEqualTo(Map.of("depth", 3L));
    assertThat(json.deserialize(Settings.class)).isEqualTo(new Settings(3));
    assertThat(json.deserialize(new TypeToken<Map<String, Integer>>() {}))
        .isEqualTo(Map.of("depth", 3));
    Path target = directory.resolve("out/new/c.json");
    PackageEntry local = json.fetch(target);
    assertThat(target).hasContent("{\"depth\": 3}");
    assertThat(local).isEqualTo(json);
    assertThat(local.physicalKey()).isEqualTo(Location.directory(target));
    assertThat(local.getAsString()).isEqualTo("{\"depth\": 3}");
    assertThat(files(directory.resolve("out"))).containsExactly("new/c.json");
    // What walks hand out is read, too.
    assertThat(storms.walk().filter(line -> line.logicalKey().equals("README.md")).findFirst())
        .hasValueSatisfying(
            line -> assertThat(line.entry().getAsString()).isEqualTo("about storms"));
  }

  @Test
  void theFormatIsTheRecordedOneThenThatOfPhysicalThenOfLogicalKey() {
    PackageRegistry registry = registry(Place.BUCKET);
    DataPackage flat =
        DataPackage.create(session)
            .set("value.json", Map.of("depth", 1))
            .set("file.json", data.resolve("sub/deep/c.json"))
            .push(
                NAME,
                registry,
                PushOptions.none()
                    .to((key, entry) -> registry.location() + "/flat-" + key.length()));
    assertThat(flat.get("file.json").deserialize()).isEqualTo(Map.of("depth", 3L));
    assertThat(flat.get("value.json").deserialize()).isEqualTo(Map.of("depth", 1L));
    PackageEntry noExtension = flat.get("value.json");
    DataPackage renamed = DataPackage.create(session).set("renamed.bin", noExtension);
    assertThat(renamed.get("renamed.bin").deserialize()).isEqualTo(Map.of("depth", 1L));
    assertThatThrownBy(
            () ->
                DataPackage.create(session)
                    .set("unknown", flat.get("file.json"))
                    .get("unknown")
                    .deserialize())
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("unknown: there is no format");
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void whatHasAnotherHashIsRefused(Place place) throws IOException {
    ContentHash other = HashAlgorithm.SHA2_256_CHUNKED.hash(Content.of(new byte[] {1}));
    DataPackage storms = pushed(place);
    PackageEntry right = storms.get("README.md");
    storms.set("README.md", right.withContent(12, other));
    assertRefused(storms, other.toString(), right.hash().orElseThrow().toString());
    assertThat(ObjectCache.of(session).usage().count()).isZero();
    storms.set("README.md", right.withContent(11, right.hash().orElseThrow()));
    assertRefused(storms, "11", "12");
    assertThat(ObjectCache.of(session).usage().count()).isZero();
  }

  private void assertRefused(DataPackage storms, String expected, String actual)
      throws IOException {
    PackageEntry wrong = storms.get("README.md");
    assertThatThrownBy(wrong::getBytes)
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("'README.md'")
        .hasMessageContaining(wrong.get())
        .hasMessageContaining(expected)
        .hasMessageContaining(actual);
    assertThatThrownBy(() -> wrong.deserialize(String.class)).isInstanceOf(FormatException.class);
    assertThatThrownBy(
            () -> {
              try (InputStream in = wrong.openStream()) {
                in.readAllBytes();
              }
            })
        .isInstanceOfAny(IOException.class, FormatException.class)
        .hasMessageContaining("'README.md'")
        .hasMessageContaining(expected)
        .hasMessageContaining(actual);
    Path target = Files.createDirectories(directory.resolve("out")).resolve("x");
    assertThatThrownBy(() -> wrong.fetch(target))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(expected);
    assertThat(files(directory.resolve("out"))).isEmpty();
    Files.writeString(target, "mine");
    assertThatThrownBy(() -> wrong.fetch(target)).isInstanceOf(FormatException.class);
    assertThat(target).hasContent("mine");
    assertThat(files(directory.resolve("out"))).containsExactly("x");
    Files.delete(target);
  }

  @Test
  void aFileThatChangedOnDiskIsRefused() throws IOException {
    DataPackage storms = pushed(Place.DISK);
    Path file = storms.get("README.md").physicalKey().path();
    Files.writeString(file, "about Storms");
    assertThatThrownBy(() -> storms.get("README.md").getBytes())
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("'README.md'");
    Files.delete(file);
    assertThatThrownBy(() -> storms.get("README.md").getBytes())
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("'README.md'");
  }

  @ParameterizedTest
  @EnumSource(Place.class)
  void allHashTypesAreChecked(Place place) throws IOException {
    DataPackage storms = pushed(place);
    byte[] content = "about storms".getBytes(StandardCharsets.UTF_8);
    PackageEntry entry = storms.get("README.md");
    for (HashAlgorithm algorithm : HashAlgorithm.values()) {
      storms.set("x", entry.withContent(12, algorithm.hash(Content.of(content))));
      assertThat(storms.get("x").getBytes()).isEqualTo(content);
      storms.set("x", entry.withContent(12, algorithm.hash(Content.of(new byte[12]))));
      assertThatThrownBy(() -> storms.get("x").getBytes())
          .isInstanceOf(FormatException.class)
          .hasMessageContaining(algorithm.type());
    }
    storms.set("x", entry.withContent(12, new ContentHash("sha3", "00")));
    assertThatThrownBy(() -> storms.get("x").getBytes())
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("'sha3'")
        .hasMessageContaining("later version");
    assertThatThrownBy(() -> storms.get("x").openStream()).isInstanceOf(FormatException.class);
    assertThatThrownBy(() -> storms.verify(data))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("'sha3'");
  }

  @Test
  void entriesThatAreNotBuiltYetAreRead() {
    DataPackage storms = sample();
    assertThat(storms.readme().hash()).isEmpty();
    assertThat(storms.readme().getAsString()).isEqualTo("about storms");
    String bucket = registry(Place.BUCKET).location().toString();
    Bucket.open(bucket, session).put("a/x.txt", "new");
    storms.set("x.txt", bucket + "/a/x.txt");
    assertThat(storms.get("x.txt").deserialize()).isEqualTo("new");
  }
}
