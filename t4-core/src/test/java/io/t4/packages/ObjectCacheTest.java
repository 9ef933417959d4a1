package io.t4.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.config.T4Config;
import io.t4.error.ConfigException;
import io.t4.error.NotFoundException;
import io.t4.hashing.HashAlgorithm;
import io.t4.storage.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Content that is fetched once. */
class ObjectCacheTest extends PackagesTestBase {
  private static final int KIB = 1024;

  private ObjectCache cache() {
    return ObjectCache.of(session);
  }

  private List<CachedObject> cached() {
    List<CachedObject> found = new ArrayList<>();
    cache().forEach(found::add);
    return found;
  }

  private void limit(String size) {
    session.config().update(Map.of(T4Config.CACHE_LIMIT, size));
  }

  @Test
  void whatWasReadOnceIsThereWithoutTheBucket() throws IOException {
    DataPackage storms = pushed(Place.BUCKET);
    PackageEntry entry = storms.get("README.md");
    assertThat(entry.getAsString()).isEqualTo("about storms");
    assertThat(cached())
        .singleElement()
        .satisfies(
            object -> {
              assertThat(object.hash()).isEqualTo(entry.hash().orElseThrow());
              assertThat(object.size()).isEqualTo(12);
              assertThat(object.lastUsed()).isAfter(Instant.now().minusSeconds(600));
            });
    assertThat(cache().usage()).isEqualTo(new CacheUsage(1, 12));
    destroy(entry);
    assertThat(entry.getAsString()).isEqualTo("about storms");
    assertThat(entry.deserialize()).isEqualTo("about storms");
    assertThat(entry.openStream()).hasContent("about storms");
    entry.fetch(directory.resolve("out.md"));
    assertThat(directory.resolve("out.md")).hasContent("about storms");
    // The file is its owner's: what becomes of it is nothing to the cache.
    Files.writeString(directory.resolve("out.md"), "mine");
    assertThat(entry.getAsString()).isEqualTo("about storms");
    assertThat(cache().clear()).isEqualTo(new CacheUsage(1, 12));
    assertThatThrownBy(entry::getAsString).isInstanceOf(NotFoundException.class);
  }

  @Test
  void whatWasFetchedIsThereForReading() {
    DataPackage storms = pushed(Place.BUCKET);
    storms.fetch(directory.resolve("out"));
    destroy(storms.get("large.bin"));
    assertThat(storms.get("large.bin").getBytes()).hasSize(9 << 20);
  }

  @Test
  void aDamagedObjectIsFetchedAgain() throws IOException {
    PackageEntry entry = pushed(Place.BUCKET).get("README.md");
    entry.getBytes();
    Path file = cache().directory().resolve(files(cache().directory()).get(0));
    for (String damage : List.of("about sturms", "", "about storms and more")) {
      Files.writeString(file, damage);
      assertThat(entry.getAsString()).isEqualTo("about storms");
      assertThat(file).hasContent("about storms");
    }
    Files.writeString(file, "about sturms");
    destroy(entry);
    assertThatThrownBy(entry::getAsString).isInstanceOf(NotFoundException.class);
    assertThat(file).doesNotExist();
  }

  @Test
  void whatWasUsedLongestAgoGoesFirst() throws IOException {
    limit("128 KiB");
    DataPackage many = DataPackage.create(session);
    for (int i = 0; i < 12; i++) {
      byte[] content = new byte[8 * KIB];
      content[0] = (byte) i;
      many.set("f" + i + ".bin", (Object) content);
    }
    DataPackage storms = many.push(NAME, registry(Place.BUCKET), PushOptions.none());
    storms.fetch(directory.resolve("out"));
    assertThat(cache().usage()).isEqualTo(new CacheUsage(12, 96 * KIB));
    for (int i = 0; i < 12; i++) {
      // The first ones were used last.
      Files.setLastModifiedTime(
          file(storms.get("f" + i + ".bin")),
          FileTime.from(Instant.now().minusSeconds(100L * (i + 1))));
    }
    storms.get("f11.bin").getBytes();
    assertThat(cache().prune(40 * KIB)).isEqualTo(new CacheUsage(7, 56 * KIB));
    assertThat(cached())
        .extracting(CachedObject::hash)
        .containsExactlyInAnyOrderElementsOf(
            List.of("f0.bin", "f1.bin", "f2.bin", "f3.bin", "f11.bin").stream()
                .map(key -> storms.get(key).hash().orElseThrow())
                .toList());
    assertThat(cache().prune()).isEqualTo(new CacheUsage(0, 0));
  }

  private Path file(PackageEntry entry) {
    return cache().find(EntryCheck.of("x", entry)).orElseThrow();
  }

  @Test
  void theLimitHolds() throws IOException {
    limit("128KiB");
    DataPackage many = DataPackage.create(session);
    for (int i = 0; i < 40; i++) {
      byte[] content = new byte[8 * KIB];
      content[0] = (byte) i;
      many.set("f" + i + ".bin", (Object) content);
    }
    DataPackage storms = many.push(NAME, registry(Place.BUCKET), PushOptions.none());
    storms.fetch(directory.resolve("out"));
    assertThat(cache().usage().bytes()).isPositive().isLessThanOrEqualTo(128 * KIB);
    assertThat(files(directory.resolve("out"))).hasSize(40);
  }

  @Test
  void someContentIsNotKept() throws IOException {
    limit("1 MiB");
    DataPackage storms = pushed(Place.BUCKET);
    storms.get("large.bin").getBytes();
    // A checksum is no proof that content is the same.
    byte[] content = "about storms".getBytes(StandardCharsets.UTF_8);
    storms.set(
        "x",
        storms.get("README.md").withContent(12, HashAlgorithm.CRC64NVME.hash(Content.of(content))));
    storms.get("x").getBytes();
    pushed(Place.DISK).get("README.md").getBytes();
    assertThat(cached()).isEmpty();
    limit("0");
    storms.get("README.md").getBytes();
    assertThat(cached()).isEmpty();
    limit("1 MiB");
    storms.set(
        "x",
        storms.get("README.md").withContent(12, HashAlgorithm.SHA256.hash(Content.of(content))));
    storms.get("x").getBytes();
    assertThat(cached())
        .extracting(object -> object.hash())
        .containsExactly(HashAlgorithm.SHA256.hash(Content.of(content)));
  }

  @Test
  void aCacheThatCannotBeWrittenIsLeftOut() throws IOException {
    Files.writeString(directory.resolve("cache"), "a file in its place");
    DataPackage storms = pushed(Place.BUCKET);
    assertThat(storms.get("README.md").getAsString()).isEqualTo("about storms");
    storms.fetch(directory.resolve("out"));
    assertThat(storms.verify(directory.resolve("out")).isClean()).isTrue();
    assertThat(cache().usage()).isEqualTo(new CacheUsage(0, 0));
  }

  @Test
  void whatKilledProcessesLeftGoes() throws IOException {
    Path old =
        Files.createDirectories(cache().directory().resolve("SHA256/00"))
            .resolve(".t4-0123456789abcdef.tmp");
    Path young = old.resolveSibling(".t4-0123456789abcdee.tmp");
    Files.writeString(old, "half");
    Files.writeString(young, "half");
    Files.setLastModifiedTime(old, FileTime.from(Instant.now().minusSeconds(100_000)));
    assertThat(cache().clear()).isEqualTo(new CacheUsage(0, 0));
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1024, 1024",
    "5 GiB, 5368709120",
    "5g, 5000000000",
    "1.5MiB, 1572864",
    "500 mb, 500000000",
    "12 B, 12",
    "9999999999 TiB, 9223372036854775807"
  })
  void limitsAreSizes(String text, long bytes) {
    assertThat(CacheLimit.parse("cache_limit", text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "many", "5 PiB", "1e3", "5 Gi B"})
  void otherLimitsAreErrors(String text) {
    assertThatThrownBy(() -> CacheLimit.parse("cache_limit", text))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("cache_limit")
        .hasMessageContaining("'" + text + "'");
  }
}
