package io.t4.storage;

import static io.t4.storage.StoreUnderTest.all;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.t4.storage.WriteOptions.Precondition;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What {@link SupportsVersioning} promises, in a bucket that keeps versions. */
public interface VersioningContract extends StoreUnderTest {

  private SupportsVersioning versioning() {
    return (SupportsVersioning) store();
  }

  private List<ObjectVersion> versions(String prefix) throws IOException {
    return all(versioning().listVersions(prefix));
  }

  @Test
  default void everyWriteIsAVersion() throws IOException {
    String first = put("key", "one").versionId();
    String second = put("key", "two").versionId();
    assertThat(first).isNotNull();
    assertThat(second).isNotNull().isNotEqualTo(first);

    assertThat(new String(bytes("key", first), UTF_8)).isEqualTo("one");
    assertThat(new String(bytes("key", second), UTF_8)).isEqualTo("two");
    assertThat(text("key")).isEqualTo("two");
    assertThat(store().stat("key", first).versionId()).isEqualTo(first);
    assertThat(store().stat("key", null).versionId()).isEqualTo(second);
    assertThat(versions(""))
        .extracting(ObjectVersion::versionId, ObjectVersion::latest, ObjectVersion::deleteMarker)
        .containsExactly(tuple(second, true, false), tuple(first, false, false));
    assertThat(keys("")).containsExactly("key");
  }

  @Test
  default void writeOfTheSameContentIsAVersionToo() throws IOException {
    put("key", "same");
    put("key", "same");
    assertThat(versions("key")).hasSize(2);
  }

  @Test
  default void everyVersionKeepsItsMetadata() throws IOException {
    String first =
        store()
            .put("key", Content.of(new byte[1]), WriteOptions.withMetadata(Map.of("a", "1")))
            .versionId();
    store()
        .put(
            "key",
            Content.of(new byte[2]),
            new WriteOptions(Map.of("a", "2"), "text/x-second", null, Precondition.none()));
    assertThat(store().stat("key", first).contentType()).isNotEqualTo("text/x-second");
    assertThat(store().stat("key", null).contentType()).isEqualTo("text/x-second");
    assertThat(store().stat("key", first).userMetadata()).isEqualTo(Map.of("a", "1"));
    assertThat(store().stat("key", first).size()).isEqualTo(1);
    assertThat(store().stat("key", null).userMetadata()).isEqualTo(Map.of("a", "2"));
  }

  @Test
  default void everyVersionKeepsItsChecksum() throws Exception {
    List<String> versions = new ArrayList<>();
    List<String> checksums = new ArrayList<>();
    for (String text : List.of("one", "two")) {
      byte[] content = text.getBytes(UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      checksums.add(Base64.getEncoder().encodeToString(digest));
      WriteOptions options = WriteOptions.NONE.withSha256(checksums.get(versions.size()));
      versions.add(store().put("key", Content.of(content), options).versionId());
    }
    for (int i = 0; i < versions.size(); i++) {
      assertThat(store().stat("key", versions.get(i)).sha256()).isEqualTo(checksums.get(i));
    }
  }

  @Test
  default void deleteAddsAMarkerAndKeepsTheVersions() throws IOException {
    WriteResult written = put("dir/key", "text");
    store().delete("dir/key", null);

    assertThat(keys("")).isEmpty();
    List<ObjectVersion> versions = versions("dir/");
    assertThat(versions).hasSize(2);
    ObjectVersion marker = versions.get(0);
    assertThat(marker.key()).isEqualTo("dir/key");
    assertThat(marker.deleteMarker()).isTrue();
    assertThat(marker.latest()).isTrue();
    assertThat(marker.size()).isZero();
    assertThat(marker.eTag()).isNull();
    assertThat(marker.lastModified()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    assertThat(marker.versionId()).isNotNull().isNotEqualTo(written.versionId());
    assertThat(versions.get(1).versionId()).isEqualTo(written.versionId());
    assertThat(versions.get(1).latest()).isFalse();
    assertThat(versions.get(1).size()).isEqualTo(4);
    assertThat(versions.get(1).eTag()).isEqualTo(written.eTag());
    assertThat(new String(bytes("dir/key", written.versionId()), UTF_8)).isEqualTo("text");
  }

  @Test
  default void deleteMarkerIsNoObject() throws IOException {
    put("key", "text");
    store().delete("key", null);
    String marker = versions("key").get(0).versionId();
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store().stat("key", marker))
        .withMessageContaining("key");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store().open("key", ReadOptions.version(marker)))
        .withMessageContaining("key");
  }

  @Test
  default void deletedMarkerBringsTheObjectBack() throws IOException {
    put("key", "text");
    store().delete("key", null);
    store().delete("key", versions("key").get(0).versionId());
    assertThat(text("key")).isEqualTo("text");
    assertThat(versions("key")).singleElement().extracting("latest").isEqualTo(true);
  }

  @Test
  default void deletedVersionIsGoneForGood() throws IOException {
    String first = put("key", "one").versionId();
    String second = put("key", "two").versionId();
    store().delete("key", second);
    assertThat(text("key")).isEqualTo("one");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store().stat("key", second))
        .withMessageContaining("key")
        .withMessageContaining(second);
    store().delete("key", second);
    store().delete("key", first);
    assertThat(versions("")).isEmpty();
  }

  @Test
  default void deleteAllAddsMarkers() throws IOException {
    put("a", "x");
    put("b", "x");
    assertThat(store().deleteAll(List.of("a", "b"))).isEmpty();
    assertThat(keys("")).isEmpty();
    assertThat(versions(""))
        .extracting(ObjectVersion::key, ObjectVersion::deleteMarker)
        .containsExactly(tuple("a", true), tuple("a", false), tuple("b", true), tuple("b", false));
  }

  @Test
  default void versionsAreListedByKeyThenNewestFirst() throws IOException {
    String a1 = put("a b+%2F", "1").versionId();
    String c1 = put("c", "1").versionId();
    String a2 = put("a b+%2F", "2").versionId();
    String astral = put("\ud83d\ude80", "1").versionId();
    String bmp = put("\ufffd", "1").versionId();
    String a3 = put("a b+%2F", "3").versionId();
    assertThat(versions(""))
        .extracting(ObjectVersion::versionId)
        .containsExactly(a3, a2, a1, c1, bmp, astral);
    assertThat(versions("a")).extracting(ObjectVersion::key).containsOnly("a b+%2F").hasSize(3);
    assertThat(versions("c/")).isEmpty();
  }

  @Test
  default void listingOfVersionsGoesOnAfterAKey() throws IOException {
    List<String> sorted = List.of("a b+%2F", "a/b", "a/c/d", "b", "\u65e5/x");
    for (int i = 0; i < 3; i++) {
      for (String key : sorted) {
        put(key, "x");
      }
    }
    store().delete("a/c/d", null);
    List<ObjectVersion> all = versions("");
    assertThat(all).hasSize(16);
    List<String> starts = new ArrayList<>(sorted);
    starts.addAll(List.of("", "a", "a/", "a/b0", "a/c/", "a/c/d/", "aa", "c", "\u65e6"));
    for (String prefix : List.of("", "a", "a/", "a/c/d", "b", "c")) {
      for (String start : starts) {
        assertThat(all(versioning().listVersions(prefix, start)))
            .as("prefix '%s' after '%s'", prefix, start)
            .isEqualTo(
                all.stream()
                    .filter(version -> version.key().startsWith(prefix))
                    .filter(version -> ObjectKeys.ORDER.compare(version.key(), start) > 0)
                    .toList());
      }
    }
  }

  @Test
  default void longListingsOfVersionsAreComplete() throws Exception {
    int writers = 10;
    // More than one page of versions, the pages meeting inside a key.
    int each = 105;
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < writers; i++) {
      String key = "key " + i;
      tasks.add(
          () -> {
            for (int n = 0; n < each; n++) {
              put(key, "");
            }
            return null;
          });
    }
    assertThat(StoreUnderTest.atOnce(tasks).thrown()).isEmpty();
    List<ObjectVersion> versions = versions("key ");
    assertThat(versions).hasSize(writers * each).doesNotHaveDuplicates();
    assertThat(versions).filteredOn(ObjectVersion::latest).hasSize(writers);
    assertThat(versions).extracting(ObjectVersion::key).isSorted();
    assertThat(all(versioning().listVersions("key ", "key 2")))
        .isEqualTo(versions.subList(3 * each, versions.size()));
  }

  @Test
  default void formerVersionCanBeCopied() throws IOException {
    String first = put("from", "one").versionId();
    put("from", "two");
    store().copy(store(), store().stat("from", first), "to", WriteOptions.NONE);
    assertThat(text("to")).isEqualTo("one");
    store().copy(store(), store().stat("from", first), "from", WriteOptions.NONE);
    assertThat(text("from")).isEqualTo("one");
    assertThat(versions("from")).hasSize(3);
  }

  @Test
  default void copyOntoItselfMakesANewVersion() throws IOException {
    WriteOptions one = WriteOptions.withMetadata(Map.of("rating", "1"));
    String first = store().put("key", Content.of("text".getBytes(UTF_8)), one).versionId();
    WriteOptions two = WriteOptions.withMetadata(Map.of("rating", "2"));
    WriteResult copied = store().copy(store(), store().stat("key", null), "key", two);
    assertThat(copied.versionId()).isNotEqualTo(first);
    assertThat(versions("key"))
        .extracting(ObjectVersion::versionId, ObjectVersion::latest)
        .containsExactly(tuple(copied.versionId(), true), tuple(first, false));
    assertThat(store().stat("key", null).userMetadata()).isEqualTo(Map.of("rating", "2"));
    assertThat(store().stat("key", first).userMetadata()).isEqualTo(Map.of("rating", "1"));
    assertThat(text("key")).isEqualTo("text");
  }

  @Test
  default void aDirectoryIsListedWithVersionsAndDeleteMarkers() throws IOException {
    String first = put("a/key", "one").versionId();
    String second = put("a/key", "two").versionId();
    put("a/deep/er", "three");
    put("a/gone", "four");
    store().delete("a/gone", null);
    put("b", "five");

    List<DirectoryEntry> entries = all(versioning().listDirectoryVersions("a/"));
    assertThat(entries).contains(new DirectoryEntry.Subdirectory("a/deep/"));
    assertThat(entries)
        .filteredOn(DirectoryEntry.VersionEntry.class::isInstance)
        .extracting(entry -> ((DirectoryEntry.VersionEntry) entry).version())
        .extracting(ObjectVersion::key, ObjectVersion::latest, ObjectVersion::deleteMarker)
        .containsExactly(
            tuple("a/gone", true, true),
            tuple("a/gone", false, false),
            tuple("a/key", true, false),
            tuple("a/key", false, false));
    assertThat(entries)
        .filteredOn(entry -> entry.key().equals("a/key"))
        .extracting(entry -> ((DirectoryEntry.VersionEntry) entry).version().versionId())
        .containsExactly(second, first);
    assertThat(entries).extracting(DirectoryEntry::key).isSortedAccordingTo(ObjectKeys.ORDER);
  }
}
