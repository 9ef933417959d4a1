package io.t4.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.t4.error.BucketNotFoundException;
import io.t4.error.FormatException;
import io.t4.error.InvalidInputException;
import io.t4.error.InvalidKeyException;
import io.t4.error.InvalidMetadataException;
import io.t4.error.NotFoundException;
import io.t4.error.StorageException;
import io.t4.error.T4Exception;
import io.t4.formats.TypeToken;
import io.t4.session.T4Session;
import io.t4.storage.Content;
import io.t4.storage.Location;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ObjectVersion;
import io.t4.storage.WriteOptions;
import io.t4.transfer.TransferListener;
import io.t4.transfer.TransferReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every bucket promises, whatever it is kept on. Faults are numbered in the comments as in the
 * project's list of bad inputs.
 */
public abstract class BucketContract {
  /** Larger than one part of an upload and one range of a download, and no multiple of either. */
  private static final int LARGE = (20 << 20) + 12_345;

  @TempDir protected Path disk;

  private final List<String> events = new ArrayList<>();
  private TransferListener onProgress = TransferListener.NONE;
  private T4Session session;
  private Bucket bucket;

  /** The URI of an empty bucket. */
  protected abstract String newBucket() throws Exception;

  /** A session in which that bucket can be opened. */
  protected abstract T4Session.Builder session();

  /** Whether the store keeps versions. */
  protected boolean keepsVersions() {
    return true;
  }

  /** Whether the store holds every key of S3; a directory on disk doesn't. */
  protected boolean holdsAnyKey() {
    return true;
  }

  /** Whether the store holds, and lists, objects whose keys begin with another's and a slash. */
  protected boolean holdsBelowObjects() {
    return holdsAnyKey();
  }

  /** Whether the store holds directory markers beside what is in the directory. */
  protected boolean holdsMarkers() {
    return true;
  }

  @BeforeEach
  void open() throws Exception {
    TransferListener listener =
        new TransferListener() {
          @Override
          public void progressed(String key, long bytes) {
            onProgress.progressed(key, bytes);
          }

          @Override
          public void completed(String key) {
            record("completed " + key);
          }

          @Override
          public void unchanged(String key, long bytes) {
            record("unchanged " + key);
          }
        };
    session = session().configDirectory(disk.resolve("config")).listener(listener).build();
    bucket = Bucket.open(newBucket(), session);
  }

  private synchronized void record(String event) {
    events.add(event);
  }

  @AfterEach
  void close() {
    session.close();
  }

  // Opening ------------------------------------------------------------------------------------

  @Test
  void aBucketIsOpenedByItsUriAlone() {
    assertThat(Bucket.open(bucket.uri(), session).keys()).isEmpty();
    if (!bucket.location().scheme().equals("file")) {
      assertThatThrownBy(() -> Bucket.open(bucket.uri() + "/some/key", session))
          .isInstanceOf(InvalidKeyException.class)
          .hasMessageContaining("some/key")
          .hasMessageContaining("T4.get");
      assertThatThrownBy(() -> Bucket.open(bucket.uri() + "/key?versionId=v1", session))
          .isInstanceOf(InvalidKeyException.class)
          .hasMessageContaining("versionId=v1");
    }
    assertThatThrownBy(() -> Bucket.open("my-bucket", session))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("my-bucket")
        .hasMessageContaining("s3://");
    assertThatThrownBy(() -> Bucket.open("ftp://my-bucket", session))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("ftp://my-bucket");
  }

  @Test
  void aMissingBucketIsNotAMissingKey() {
    Bucket missing = Bucket.open(missingBucket(), session);
    for (Runnable operation :
        List.<Runnable>of(
            missing::keys,
            () -> missing.getBytes("key"),
            () -> missing.stat("key"),
            () -> missing.fetch("key", disk.resolve("key")),
            () -> missing.put("key", "text"))) {
      assertThatThrownBy(operation::run)
          .isInstanceOf(BucketNotFoundException.class)
          .hasMessageContaining(missing.location().bucket());
    }
    assertThatThrownBy(() -> bucket.getBytes("key"))
        .isInstanceOf(NotFoundException.class)
        .isNotInstanceOf(BucketNotFoundException.class)
        .hasMessageContaining("key");
  }

  /** The URI of a bucket that does not exist. */
  protected String missingBucket() {
    return bucket.uri() + "-missing";
  }

  // Listing ------------------------------------------------------------------------------------

  @Test
  void keysAreListedInTheOrderOfTheirBytes() {
    List<String> keys = List.of("B", "a", "a-b", "a/b", "a/b/c2", "b", "\uFF5E", "\uD83D\uDE00");
    keys.stream()
        .sorted(java.util.Comparator.reverseOrder())
        .filter(key -> holdsBelowObjects() || !(key.equals("a") || key.equals("a/b")))
        .forEach(key -> bucket.put(key, "text"));
    List<String> expected =
        keys.stream()
            .filter(key -> holdsBelowObjects() || !(key.equals("a") || key.equals("a/b")))
            .toList();
    assertThat(bucket.keys()).isEqualTo(expected);
    assertThat(bucket.keys("a/"))
        .isEqualTo(expected.stream().filter(k -> k.startsWith("a/")).toList());
    assertThat(bucket.keys("a"))
        .isEqualTo(expected.stream().filter(k -> k.startsWith("a")).toList());
    try (Stream<ObjectSummary> list = bucket.list("")) {
      assertThat(list.map(ObjectSummary::key)).isEqualTo(expected);
    }
  }

  @Test
  void aListTellsSizeTimeETagAndVersion() {
    Location written = bucket.put("a.txt", "12345");
    try (Stream<ObjectSummary> list = bucket.list("a")) {
      ObjectSummary object = list.toList().get(0);
      assertThat(object.size()).isEqualTo(5);
      assertThat(object.lastModified()).isAfter(java.time.Instant.now().minusSeconds(600));
      assertThat(object.eTag()).isNotEmpty().doesNotContain("\"");
      assertThat(object.versionId()).isEqualTo(written.versionId());
    }
  }

  @Test
  void lsShowsDirectoriesVersionsAndDeleteMarkers() {
    Location first = bucket.put("dir/a.txt", "1");
    Location second = bucket.put("dir/a.txt", "22");
    bucket.put("dir/deep/b.txt", "3");
    bucket.put("dir/gone.txt", "4");
    bucket.delete("dir/gone.txt");
    bucket.put("dirt.txt", "5");

    DirectoryListing listing = bucket.ls("dir");
    assertThat(listing).isEqualTo(bucket.ls("dir/"));
    assertThat(listing.directories()).containsExactly("dir/deep/");
    if (keepsVersions()) {
      assertThat(listing.versions())
          .extracting(ObjectVersion::key, ObjectVersion::versionId, ObjectVersion::latest)
          .containsExactly(
              tuple("dir/a.txt", second.versionId(), true),
              tuple("dir/a.txt", first.versionId(), false),
              tuple("dir/gone.txt", listing.versions().get(2).versionId(), false));
      assertThat(listing.deleteMarkers())
          .extracting(ObjectVersion::key)
          .containsExactly("dir/gone.txt");
    } else {
      assertThat(listing.versions())
          .extracting(ObjectVersion::key, ObjectVersion::size)
          .containsExactly(tuple("dir/a.txt", 2L));
      assertThat(listing.deleteMarkers()).isEmpty();
    }
    DirectoryListing all = bucket.lsRecursive("dir");
    assertThat(all.directories()).isEmpty();
    assertThat(all.versions())
        .extracting(ObjectVersion::key)
        .contains("dir/a.txt", "dir/deep/b.txt");
    assertThat(bucket.ls("").directories()).containsExactly("dir/");
    assertThat(bucket.ls("nothing"))
        .isEqualTo(new DirectoryListing(List.of(), List.of(), List.of()));
  }

  @Test
  void formerVersionsCanBeReadAndRemoved() {
    Assumptions.assumeTrue(keepsVersions(), "this store keeps no versions");
    Location first = bucket.put("a.txt", "one", Map.of("n", 1));
    Location second = bucket.put("a.txt", "two", Map.of("n", 2));
    bucket.put("a.txt2", "another key");

    assertThat(bucket.versions("a.txt"))
        .extracting(ObjectVersion::versionId)
        .containsExactly(second.versionId(), first.versionId());
    assertThat(bucket.getBytes("a.txt", first.versionId())).isEqualTo("one".getBytes(UTF_8));
    assertThat(bucket.getMeta("a.txt", first.versionId()).userMeta()).isEqualTo(Map.of("n", 1L));
    assertThat(bucket.deserialize("a.txt", first.versionId(), String.class, Map.of()))
        .isEqualTo("one");
    bucket.fetch("a.txt", first.versionId(), disk.resolve("first.txt"));
    assertThat(disk.resolve("first.txt")).hasContent("one");

    assertThat(bucket.delete("a.txt")).isEqualTo(DeleteResult.DELETED);
    assertThat(bucket.exists("a.txt")).isFalse();
    ObjectVersion marker = bucket.versions("a.txt").get(0);
    assertThat(marker.deleteMarker()).isTrue();
    assertThat(bucket.delete("a.txt", id(marker.versionId()))).isEqualTo(DeleteResult.DELETED);
    assertThat(bucket.getBytes("a.txt")).isEqualTo("two".getBytes(UTF_8));
    assertThat(bucket.delete("a.txt", id(second.versionId()))).isEqualTo(DeleteResult.DELETED);
    assertThat(bucket.getBytes("a.txt")).isEqualTo("one".getBytes(UTF_8));
    assertRemoved("a.txt", id(second.versionId()));
  }

  /** Asserts that a version that was removed is gone. */
  protected void assertRemoved(String key, String versionId) {
    assertThatThrownBy(() -> bucket.getBytes(key, versionId))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining(key);
  }

  @Test
  void aStoreWithoutVersionsHasOneOfEach() {
    Assumptions.assumeFalse(keepsVersions(), "this store keeps versions");
    assertThat(bucket.put("a.txt", "one").versionId()).isNull();
    bucket.put("a.txt", "two");
    assertThat(bucket.versions("a.txt"))
        .extracting(ObjectVersion::key, ObjectVersion::versionId, ObjectVersion::latest)
        .containsExactly(tuple("a.txt", null, true));
    assertThat(bucket.versions("b.txt")).isEmpty();
  }

  @Test
  void existsTellsObjectsAndDirectories() {
    bucket.put("dir/a.txt", "1");
    assertThat(bucket.exists("dir/a.txt")).isTrue();
    assertThat(bucket.exists("dir/")).isTrue();
    assertThat(bucket.exists("dir")).isFalse();
    assertThat(bucket.exists("di/")).isFalse();
    assertThat(bucket.stat("dir/a.txt").size()).isEqualTo(1);
    assertThatThrownBy(() -> bucket.stat("dir"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("dir");
  }

  // Fetching -----------------------------------------------------------------------------------

  @Test
  void anObjectIsFetchedToAFileOrIntoADirectory() throws IOException {
    bucket.put("path/to/file.txt", "content");
    TransferReport report = bucket.fetch("path/to/file.txt", disk.resolve("other.txt"));
    assertThat(report).isEqualTo(new TransferReport(1, 0, 7, List.of()));
    assertThat(disk.resolve("other.txt")).hasContent("content");

    bucket.fetch("path/to/file.txt", Files.createDirectory(disk.resolve("existing")));
    assertThat(disk.resolve("existing/file.txt")).hasContent("content");
    bucket.fetch("path/to/file.txt", disk + "/new/");
    assertThat(disk.resolve("new/file.txt")).hasContent("content");
    bucket.fetch("path/to/file.txt", disk.resolve("deep/er/name.txt"));
    assertThat(disk.resolve("deep/er/name.txt")).hasContent("content");
  }

  @Test
  void theDirectoryOfTheProcessIsADestination() throws IOException {
    String name = "t4-fetched-" + System.nanoTime() + ".txt";
    bucket.put("path/" + name, "content");
    try {
      for (String here : List.of(".", "./", "")) {
        bucket.fetch("path/" + name, here);
        assertThat(Path.of(name)).hasContent("content");
        Files.delete(Path.of(name));
      }
    } finally {
      Files.deleteIfExists(Path.of(name));
    }
  }

  @Test
  void aDirectoryIsFetchedWithAllBelow() throws IOException {
    bucket.put("dir/a.txt", "1");
    bucket.put("dir/deep/b.txt", "22");
    bucket.put("dirt.txt", "not this");
    for (String key : List.of("dir", "dir/")) {
      Path dest = disk.resolve(key.replace('/', '_'));
      assertThat(bucket.fetch(key, dest)).isEqualTo(new TransferReport(2, 0, 3, List.of()));
      assertThat(filesBelow(dest)).containsExactly("a.txt", "deep/b.txt");
      assertThat(dest.resolve("deep/b.txt")).hasContent("22");
    }
    assertThat(bucket.fetch("", disk.resolve("all")).transferred()).isEqualTo(3);
    assertThat(filesBelow(disk.resolve("all")))
        .containsExactly("dir/a.txt", "dir/deep/b.txt", "dirt.txt");
  }

  @Test
  void theObjectComesBeforeTheDirectoryOfTheSameName() {
    Assumptions.assumeTrue(holdsBelowObjects(), "this store has no file and directory of one name");
    bucket.put("both", "object");
    bucket.put("both/a.txt", "below");
    bucket.fetch("both", disk.resolve("object"));
    assertThat(disk.resolve("object")).hasContent("object");
    bucket.fetch("both/", disk.resolve("directory"));
    assertThat(disk.resolve("directory/a.txt")).hasContent("below");
    assertThatThrownBy(() -> bucket.fetch("", disk.resolve("all")))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("both/a.txt");
    assertThat(disk.resolve("all")).isEmptyDirectory();
  }

  @Test
  void whatIsMissingCanNotBeFetched() {
    for (String key : List.of("nothing", "nothing/", "nothing/below")) {
      assertThatThrownBy(() -> bucket.fetch(key, disk.resolve("dest")))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("nothing");
    }
    assertThat(disk.resolve("dest")).doesNotExist();
  }

  @Test
  void unchangedFilesAreNotFetchedAgain() throws IOException {
    byte[] large = random(LARGE, 1);
    Files.write(disk.resolve("large.bin"), large);
    bucket.putFile("dir/large.bin", disk.resolve("large.bin"));
    bucket.put("dir/small.txt", "small");
    Path dest = disk.resolve("dest");
    assertThat(bucket.fetch("dir", dest))
        .isEqualTo(new TransferReport(2, 0, LARGE + 5L, List.of()));
    assertThat(dest.resolve("large.bin")).hasBinaryContent(large);
    Object before = identity(dest.resolve("large.bin"));

    assertThat(bucket.fetch("dir", dest)).isEqualTo(new TransferReport(0, 2, 0, List.of()));
    assertThat(bucket.fetch("dir/large.bin", dest))
        .isEqualTo(new TransferReport(0, 1, 0, List.of()));
    assertThat(identity(dest.resolve("large.bin"))).isEqualTo(before);

    // The same size and another content.
    Files.writeString(dest.resolve("small.txt"), "SMALL");
    assertThat(bucket.fetch("dir", dest)).isEqualTo(new TransferReport(1, 1, 5, List.of()));
    assertThat(dest.resolve("small.txt")).hasContent("small");
  }

  // 1, 2, 3, 10, 11: nothing is written outside, and the message says which key.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "/abs",
        "C:\\x",
        "dir/C:\\x",
        "a/../b",
        "a/..",
        "..",
        "a//b",
        "a/./b",
        "nul\u0000byte",
        "line\nbreak",
        "\u0085next"
      })
  void keysThatLeaveTheDestinationAreRejected(String key) throws IOException {
    Path dest = Files.createDirectory(disk.resolve("dest"));
    assertThatThrownBy(() -> bucket.fetch(key, dest))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining(
            key.replace("\u0000", "\\u0000").replace("\n", "\\u000a").replace("\u0085", "\\u0085"));
    assertThat(dest).isEmptyDirectory();
    assertThat(filesBelow(disk)).isEmpty();
  }

  @Test
  void oneBadKeyKeepsADirectoryFromBeingFetched() {
    Assumptions.assumeTrue(holdsAnyKey(), "a disk has no such keys");
    for (String bad : oddKeys()) {
      bucket.put("dir/" + bad, "bad");
      bucket.put("dir/good.txt", "good");
      assertThatThrownBy(() -> bucket.fetch("dir", disk.resolve("dest")))
          .isInstanceOf(InvalidKeyException.class)
          .hasMessageContaining("dir/" + bad);
      assertThat(disk.resolve("dest")).isEmptyDirectory();
      bucket.delete("dir/" + bad);
    }
  }

  /** Keys that can't be files, and that this store holds verbatim. */
  protected List<String> oddKeys() {
    return List.of("a/../b", "a//b", "a/./b", "../x");
  }

  // 3
  @Test
  void oddKeysAreVerbatimInTheStore() {
    Assumptions.assumeTrue(holdsAnyKey(), "a disk has no such keys");
    oddKeys().forEach(key -> bucket.put(key, key));
    assertThat(bucket.keys()).containsExactlyInAnyOrderElementsOf(oddKeys());
    oddKeys().forEach(key -> assertThat(bucket.getBytes(key)).isEqualTo(key.getBytes(UTF_8)));
  }

  // 10
  @Test
  void aNameThatIsTooLongForADiskIsRejected() {
    Assumptions.assumeTrue(holdsAnyKey(), "a disk has no such names");
    String name = "n".repeat(256);
    Assumptions.assumeTrue(holdsLongSegments(), "this server takes no names over 255 bytes");
    bucket.put("dir/" + name, "content");
    assertThatThrownBy(() -> bucket.fetch("dir/" + name, disk))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("nnnn")
        .hasMessageContaining("256 bytes");
  }

  /** Whether the store takes path segments over 255 bytes. */
  protected boolean holdsLongSegments() {
    return holdsAnyKey();
  }

  // 7, 8: a file system that takes two keys for one name.
  @Test
  void twinsAreRejectedWhereTheFileSystemMergesThem() throws IOException {
    List<List<String>> twins =
        List.of(List.of("dir/A.txt", "dir/a.txt"), List.of("dir/\u00e9.txt", "dir/e\u0301.txt"));
    for (List<String> pair : twins) {
      Assumptions.assumeTrue(holdsTwins(), "the disk below this bucket merges such keys");
      bucket.put(pair.get(0), "first");
      bucket.put(pair.get(1), "second");
      assertThat(bucket.getBytes(pair.get(0))).isEqualTo("first".getBytes(UTF_8));

      bucket.fetch("dir", disk.resolve("linux"));
      assertThat(filesBelow(disk.resolve("linux"))).hasSize(2);
      deleteBelow(disk.resolve("linux"));

      try (FileSystem mac = Jimfs.newFileSystem(Configuration.osX())) {
        Path dest = mac.getPath("/t4/dest");
        assertThatThrownBy(() -> bucket.fetch("dir", dest))
            .isInstanceOf(InvalidKeyException.class)
            .hasMessageContaining(pair.get(0))
            .hasMessageContaining(pair.get(1));
        assertThat(filesBelow(dest)).isEmpty();
        bucket.delete(pair.get(1));
        bucket.fetch("dir", dest);
        assertThat(filesBelow(dest)).hasSize(1);
      }
      bucket.deleteDir("dir");
    }
  }

  private boolean holdsTwins() {
    bucket.put("probe/A", "1");
    boolean merged = bucket.exists("probe/a");
    bucket.deleteDir("probe");
    return !merged;
  }

  // 4
  @Test
  void directoryMarkersAreListedAndNeverFetchedAsFiles() throws IOException {
    putMarker("dir/");
    assertThat(bucket.keys()).containsExactly("dir/");
    assertThat(bucket.fetch("dir", disk.resolve("dest")))
        .isEqualTo(new TransferReport(0, 0, 0, List.of()));
    assertThat(disk.resolve("dest")).isEmptyDirectory();

    bucket.put("dir/a.txt", "1");
    if (holdsMarkers()) {
      assertThat(bucket.keys()).containsExactly("dir/", "dir/a.txt");
    }
    assertThat(bucket.fetch("dir", disk.resolve("dest")).transferred()).isEqualTo(1);
    assertThat(bucket.deserialize("dir")).isEqualTo(Map.of("a.txt", "1"));
    bucket.deleteDir("dir");
    assertThat(bucket.keys()).isEmpty();
    assertThatThrownBy(() -> bucket.put("dir/", "content"))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("dir/");
  }

  private void putMarker(String key) throws IOException {
    session.store(bucket.location()).put(key, Content.of(new byte[0]), WriteOptions.NONE);
  }

  // 32
  @Test
  void aFullDiskLeavesTheFormerFileIntact() throws IOException {
    bucket.put("big.bin", random(2 << 20, 2));
    Configuration small = Configuration.unix().toBuilder().setMaxSize(1 << 20).build();
    try (FileSystem full = Jimfs.newFileSystem(small)) {
      Path file = Files.createDirectory(full.getPath("/t4")).resolve("big.bin");
      Files.writeString(file, "what was there before");
      assertThatThrownBy(() -> bucket.fetch("big.bin", file))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("big.bin")
          .hasMessageContaining("disk space");
      assertThat(Files.readString(file)).isEqualTo("what was there before");
      assertThat(filesBelow(full.getPath("/t4"))).containsExactly("big.bin");
    }
  }

  @Test
  void downloadsDoNotFollowLinksOutOfTheirDestination() throws IOException {
    bucket.put("dir/link/a.txt", "content");
    Path outside = Files.createDirectory(disk.resolve("outside"));
    Path dest = Files.createDirectory(disk.resolve("dest"));
    Files.createSymbolicLink(dest.resolve("link"), outside);
    assertThatThrownBy(() -> bucket.fetch("dir", dest))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("dir/link/a.txt");
    assertThat(outside).isEmptyDirectory();
  }

  @Test
  void aDanglingLinkDoesNotLeadADownloadOutOfItsDestination() throws IOException {
    bucket.put("dir/link/a.txt", "content");
    bucket.put("dir/b.txt", "content");
    Path dest = Files.createDirectory(disk.resolve("dest"));
    Path outside = Files.createDirectory(disk.resolve("outside"));
    Files.createSymbolicLink(dest.resolve("link"), outside.resolve("missing"));
    Files.createSymbolicLink(dest.resolve("b.txt"), outside.resolve("b.txt"));
    assertThatThrownBy(() -> bucket.fetch("dir", dest))
        .isInstanceOf(T4Exception.class)
        .hasMessageContaining("link");
    assertThat(outside).isEmptyDirectory();
    bucket.delete("dir/link/a.txt");
    // A link in a file's place is replaced, not followed.
    bucket.fetch("dir", dest);
    assertThat(outside).isEmptyDirectory();
    assertThat(dest.resolve("b.txt")).isRegularFile().hasContent("content");
  }

  @Test
  void aDestinationThatIsSomethingElseIsNamed() throws IOException {
    bucket.put("dir/a.txt", "content");
    Path file = Files.writeString(disk.resolve("file"), "before");
    assertThatThrownBy(() -> bucket.fetch("dir", file))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(file + " exists already and is no directory");
    assertThatThrownBy(() -> bucket.fetch("dir", file.resolve("below")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(file.toString());
    assertThatThrownBy(() -> bucket.fetch("dir/a.txt", file.resolve("below")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(file.toString());
    assertThat(file).hasContent("before");

    Path directory = Files.createDirectories(disk.resolve("dest/a.txt/below")).getParent();
    assertThatThrownBy(() -> bucket.fetch("dir", disk.resolve("dest")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("a.txt");
    assertThat(directory).isNotEmptyDirectory();
    assertThat(filesBelow(disk.resolve("dest"))).isEmpty();
  }

  // Keys ---------------------------------------------------------------------------------------

  // 5
  @Test
  void anEmptyKeyIsRejected() {
    for (Runnable operation :
        List.<Runnable>of(
            () -> bucket.put("", "text"),
            () -> bucket.getBytes(""),
            () -> bucket.delete(""),
            () -> bucket.stat(""),
            () -> bucket.getMeta(""))) {
      assertThatThrownBy(operation::run)
          .isInstanceOf(InvalidKeyException.class)
          .hasMessageContaining("empty");
    }
  }

  // 6, 11
  @ParameterizedTest
  @ValueSource(
      strings = {
        "100%.txt",
        "a%2Fb.txt",
        "a%00b%0A.txt",
        "%.txt",
        "a+b.txt",
        "a b.txt",
        "a?versionId=1.txt",
        "a#b.txt",
        "a&b=c.txt",
        "a'b\"c.txt",
        "\uD83D\uDE00/\uD83C\uDF08.txt",
        "e\u0301.txt",
        "\u65E5\u672C\u8A9E.txt",
        "~.-_!*().txt"
      })
  void specialCharactersInKeysRoundTrip(String key) throws IOException {
    Location landed = bucket.put(key, "content of " + key, Map.of("key", key));
    assertThat(bucket.keys()).containsExactly(key);
    assertThat(bucket.deserialize(key)).isEqualTo("content of " + key);
    assertThat(bucket.getMeta(key).userMeta()).isEqualTo(Map.of("key", key));
    bucket.fetch(key, disk + "/dest/");
    assertThat(disk.resolve("dest").resolve(key.substring(key.lastIndexOf('/') + 1)))
        .hasContent("content of " + key);
    if (!landed.scheme().equals("file")) {
      assertThat(Location.parse(landed.toString()))
          .isEqualTo(bucket.location().resolve(key, landed.versionId()));
    }
    assertThat(bucket.delete(key)).isEqualTo(DeleteResult.DELETED);
    assertThat(bucket.keys()).isEmpty();
  }

  // A lone surrogate would become '?' on its way to a server: another key, and other objects.
  @Test
  void keysAndPrefixesThatAreNoUnicodeAreRejected() {
    bucket.put("?/kept.txt", "kept");
    for (String bad : List.of("\ud800", "\udc00/a", "a\ud83d")) {
      for (Runnable operation :
          List.<Runnable>of(
              () -> bucket.put(bad, "text"),
              () -> bucket.getBytes(bad),
              () -> bucket.exists(bad),
              () -> bucket.delete(bad),
              () -> bucket.deleteDir(bad),
              () -> bucket.deleteDir(bad + "/"),
              () -> bucket.keys(bad),
              () -> bucket.list(bad).close(),
              () -> bucket.ls(bad),
              () -> bucket.lsRecursive(bad + "/"),
              () -> bucket.fetch(bad + "/", disk.resolve("dest")),
              () -> bucket.putDir(bad, disk),
              () -> bucket.deserialize(bad + "/"))) {
        assertThatThrownBy(operation::run)
            .isInstanceOf(InvalidKeyException.class)
            .hasMessageContaining("surrogate");
      }
    }
    assertThat(bucket.keys()).containsExactly("?/kept.txt");
    assertThat(disk.resolve("dest")).doesNotExist();
  }

  // 9, 11
  @Test
  void aKeyOfEmojiHasAtMost1024BytesToo() {
    String segment = "\uD83D\uDE00".repeat(50) + "/";
    String longest = segment.repeat(5) + "\uD83C\uDF08".repeat(4) + "abc";
    assertThat(longest.getBytes(UTF_8)).hasSize(1024);
    bucket.put(longest, "content");
    assertThat(bucket.keys()).containsExactly(longest);
    assertThat(bucket.getBytes(longest)).isEqualTo("content".getBytes(UTF_8));
    assertThatThrownBy(() -> bucket.getBytes(longest + "\uD83C\uDF08"))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("1028");
  }

  // 9
  @Test
  void keysHaveAtMost1024Bytes() {
    String segment = "s".repeat(200) + "/";
    String longest = segment.repeat(5) + "\u00e9".repeat(8) + "end";
    assertThat(longest.getBytes(UTF_8)).hasSize(1024);
    bucket.put(longest, "content");
    assertThat(bucket.getBytes(longest)).isEqualTo("content".getBytes(UTF_8));
    assertThatThrownBy(() -> bucket.put(longest + "x", "content"))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("1025")
        .hasMessageContaining("1024");
  }

  // Metadata -----------------------------------------------------------------------------------

  // 13
  @Test
  void metadataOfEveryJsonTypeRoundTrips() {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("name", "thor");
    meta.put("\u00fcmlaut \uD83D\uDE00", "\u65E5\u672C\u8A9E \u007F \" \\ \n");
    meta.put("int", 42L);
    meta.put("big", new BigInteger("123456789012345678901234567890"));
    meta.put("double", 1.5e-7);
    meta.put("true", true);
    meta.put("null", null);
    meta.put("list", Arrays.asList(1L, "two", null, List.of()));
    meta.put("map", Map.of("deep", Map.of("er", 1L)));
    bucket.put("a.json", List.of(1), meta);
    assertThat(bucket.getMeta("a.json").userMeta()).isEqualTo(meta);
    assertThat(bucket.getMeta("a.json").userMeta().keySet())
        .containsExactlyElementsOf(meta.keySet());
    assertThat(bucket.getMeta("a.json").format())
        .hasValueSatisfying(format -> assertThat(format.name()).isEqualTo("json"));
  }

  // 12
  @Test
  void metadataBeyondTheLimitIsRejectedBeforeTheUpload() throws IOException {
    Path directory = Files.createDirectory(disk.resolve("data"));
    Path file = Files.writeString(directory.resolve("a.txt"), "content");
    Map<String, Object> large = Map.of("text", "\u00e9".repeat(400));
    for (Runnable operation :
        List.<Runnable>of(
            () -> bucket.put("a.txt", "text", large),
            () -> bucket.putFile("a.txt", file, large),
            () -> bucket.putDir("", directory, large))) {
      assertThatThrownBy(operation::run)
          .isInstanceOf(InvalidMetadataException.class)
          .hasMessageContaining("2048")
          .hasMessageMatching("(?s).*2[0-9]{3} bytes.*");
    }
    assertThat(bucket.keys()).isEmpty();
    bucket.put("a.txt", "text", Map.of("text", "\u00e9".repeat(300)));
    assertThatThrownBy(() -> bucket.setMeta("a.txt", large))
        .isInstanceOf(InvalidMetadataException.class)
        .hasMessageContaining("a.txt");
    assertThat(bucket.getMeta("a.txt").userMeta()).isEqualTo(Map.of("text", "\u00e9".repeat(300)));
  }

  // 12: as S3 counts, names with their prefix.
  @Test
  void metadataUpToTheLimitIsStored() {
    Map<String, String> empty = Map.of("text", "");
    bucket.put("a.txt", "text", empty);
    int room = 2048 - "x-amz-meta-helium".length() - helium("a.txt").length();
    String fitting = "x".repeat(room);
    bucket.put("a.txt", "text", Map.of("text", fitting));
    assertThat("x-amz-meta-helium" + helium("a.txt")).hasSize(2048);
    assertThat(bucket.getMeta("a.txt").userMeta()).isEqualTo(Map.of("text", fitting));
    assertThatThrownBy(() -> bucket.put("a.txt", "other", Map.of("text", fitting + "x")))
        .isInstanceOf(InvalidMetadataException.class)
        .hasMessageContaining("2049 bytes");
    assertThat(bucket.deserialize("a.txt")).isEqualTo("text");
  }

  private String helium(String key) {
    return Objects.requireNonNull(bucket.stat(key).userMetadata().get("helium"));
  }

  // What other programs, or hostile ones, left in the place of T4's metadata.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "no JSON",
        "[]",
        "null",
        "\"text\"",
        "{\"user_meta\": ",
        "{\"user_meta\": 1e999}",
        "{\"user_meta\": []}",
        "{\"format\": \"json\"}",
        "{\"format\": {\"name\": 5}, \"target\": []}",
        "{\"format\": {\"name\": \"no such format\"}}",
        "{\"format\": {\"name\": \"json\", \"opts\": 7}}",
        "{\"format\": {\"name\": \"bytes\"}, \"format\": {\"name\": \"json\"}}"
      })
  void strangeStoredMetadataDoesNotHideTheContent(String helium) throws IOException {
    assertReadWithMetadata(helium);
  }

  @Test
  void hostileStoredMetadataDoesNotHideTheContent() throws IOException {
    assertReadWithMetadata("[".repeat(1900));
    assertReadWithMetadata("{\"a\":".repeat(300));
    assertReadWithMetadata("9".repeat(1900));
  }

  private void assertReadWithMetadata(String helium) throws IOException {
    WriteOptions options =
        new WriteOptions(Map.of("helium", helium), null, null, WriteOptions.Precondition.none());
    session.store(bucket.location()).put("a.json", Content.of("[1]".getBytes(UTF_8)), options);
    assertThat(bucket.getMeta("a.json").userMeta()).isEmpty();
    assertThat(bucket.deserialize("a.json")).isEqualTo(List.of(1L));
    bucket.setMeta("a.json", Map.of("name", "thor"));
    assertThat(bucket.getMeta("a.json").userMeta()).isEqualTo(Map.of("name", "thor"));
    assertThat(bucket.deserialize("a.json")).isEqualTo(List.of(1L));
  }

  // 14
  @Test
  void metadataThatIsNotJsonIsRejected() {
    Map<String, Object> cyclic = new HashMap<>();
    cyclic.put("self", cyclic);
    for (Map<String, ?> meta :
        List.<Map<String, ?>>of(
            Map.of("x", Double.NaN),
            Map.of("x", List.of(Double.POSITIVE_INFINITY)),
            Map.of("x", Map.of(1, "a number as name")),
            Map.of("x", new Object()),
            cyclic)) {
      assertThatThrownBy(() -> bucket.put("a.txt", "text", meta))
          .isInstanceOf(InvalidMetadataException.class)
          .hasMessageContaining("a.txt")
          .hasMessageContaining(meta.containsKey("self") ? "self" : "x");
    }
    assertThat(bucket.keys()).isEmpty();
  }

  @Test
  void setMetaReplacesUserMetadataAndKeepsTheRest() {
    bucket.put("a.json", List.of(1, 2), Map.of("old", 1, "name", "loki"));
    ObjectMeta before = bucket.getMeta("a.json");
    Location landed = bucket.setMeta("a.json", Map.of("name", "thor"));
    ObjectMeta after = bucket.getMeta("a.json");
    assertThat(after.userMeta()).isEqualTo(Map.of("name", "thor"));
    assertThat(after.format()).isEqualTo(before.format()).isPresent();
    assertThat(bucket.deserialize("a.json")).isEqualTo(List.of(1L, 2L));
    assertThat(landed.versionId() != null).isEqualTo(keepsVersions());
    assertThatThrownBy(() -> bucket.setMeta("missing", Map.of()))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("missing");
  }

  // Reading and writing ------------------------------------------------------------------------

  /** A value of a user's own type. */
  public record Storm(String name, int year, double wind) {}

  @Test
  void valuesOfManyTypesRoundTrip() {
    Storm storm = new Storm("thor", 2026, 31.5);
    bucket.put("text.txt", "Gr\u00fc\u00dfe");
    bucket.put("data.json", Map.of("a", List.of(1, 2.5, true)));
    bucket.put("storm.json", storm);
    bucket.put("raw.bin", new byte[] {0, 1, (byte) 255});
    bucket.put("storm.yaml", Map.of("name", "thor", "year", 2026, "wind", 31.5));
    bucket.put("storms.jsonl", List.of(Map.of("n", 1), Map.of("n", 2)));
    bucket.put("packed.json.gz", List.of(1, 2, 3));

    assertThat(bucket.deserialize("text.txt")).isEqualTo("Gr\u00fc\u00dfe");
    assertThat(bucket.apply("text.txt")).isEqualTo("Gr\u00fc\u00dfe");
    assertThat(bucket.deserialize("data.json")).isEqualTo(Map.of("a", List.of(1L, 2.5, true)));
    assertThat(bucket.deserialize("storm.json", Storm.class)).isEqualTo(storm);
    assertThat(bucket.deserialize("storm.yaml", Storm.class)).isEqualTo(storm);
    assertThat(bucket.deserialize("raw.bin")).isEqualTo(new byte[] {0, 1, (byte) 255});
    assertThat(bucket.deserialize("storms.jsonl", new TypeToken<List<Map<String, Integer>>>() {}))
        .isEqualTo(List.of(Map.of("n", 1), Map.of("n", 2)));
    assertThat(bucket.deserialize("packed.json.gz")).isEqualTo(List.of(1L, 2L, 3L));
    assertThat(bucket.getBytes("packed.json.gz")).startsWith(0x1f, 0x8b);
  }

  @Test
  void aDirectoryIsReadAsAMap() {
    bucket.put("dir/a.txt", "1");
    bucket.put("dir/deep/b.json", Map.of("n", 2));
    bucket.put("dir/image.unknown", new byte[] {1});
    bucket.put("dirt.txt", "not this");
    Object map = bucket.deserialize("dir");
    assertThat(map)
        .isInstanceOf(Map.class)
        .usingRecursiveComparison()
        .isEqualTo(bucket.deserialize("dir/"));
    assertThat(((Map<?, ?>) map).keySet().stream().map(Object::toString))
        .containsExactly("a.txt", "deep/b.json", "image.unknown");
    assertThat(((Map<?, ?>) map).get("deep/b.json")).isEqualTo(Map.of("n", 2L));
    bucket.put("storms/1.json", new Storm("a", 1, 1));
    bucket.put("storms/2.json", new Storm("b", 2, 2));
    assertThat(bucket.deserialize("storms", new TypeToken<Map<String, Storm>>() {}))
        .isEqualTo(Map.of("1.json", new Storm("a", 1, 1), "2.json", new Storm("b", 2, 2)));
    assertThatThrownBy(() -> bucket.deserialize("nothing"))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("nothing");
  }

  @Test
  void whatNoFormatHandlesSaysSo() throws IOException {
    Path file = Files.writeString(disk.resolve("a.unknown"), "?");
    bucket.putFile("a.unknown", file);
    assertThatThrownBy(() -> bucket.deserialize("a.unknown"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("a.unknown")
        .hasMessageContaining("getBytes");
    assertThat(bucket.deserialize("a.unknown", byte[].class)).isEqualTo("?".getBytes(UTF_8));
  }

  // 15
  @Test
  void emptyObjectsRoundTrip() throws IOException {
    Path file = Files.createFile(disk.resolve("empty.bin"));
    bucket.putFile("empty.bin", file, Map.of("name", "nothing"));
    assertThat(bucket.getBytes("empty.bin")).isEmpty();
    assertThat(bucket.stat("empty.bin").size()).isZero();
    bucket.fetch("empty.bin", disk.resolve("fetched.bin"));
    assertThat(disk.resolve("fetched.bin")).isEmptyFile();
    assertThat(bucket.getMeta("empty.bin").userMeta()).isEqualTo(Map.of("name", "nothing"));
  }

  @Test
  void streamsAreRead() throws IOException {
    byte[] content = random(100_000, 3);
    bucket.put("a.bin", content);
    try (InputStream in = bucket.openStream("a.bin")) {
      assertThat(in.readAllBytes()).isEqualTo(content);
    }
    // Left half read: what the store held for it is given back.
    for (int i = 0; i < 40; i++) {
      try (InputStream in = bucket.openStream("a.bin")) {
        assertThat(in.read()).isEqualTo(content[0] & 0xFF);
      }
    }
    assertThatThrownBy(() -> bucket.openStream("missing").close())
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("missing");
  }

  @Test
  void largeFilesRoundTripWithMetadata() throws IOException {
    byte[] content = random(LARGE, 4);
    Path file = Files.write(disk.resolve("large.bin"), content);
    Location landed = bucket.putFile("large.bin", file, Map.of("name", "thor"));
    assertThat(landed.versionId() != null).isEqualTo(keepsVersions());
    assertThat(bucket.stat("large.bin").size()).isEqualTo(LARGE);
    assertThat(bucket.getMeta("large.bin").userMeta()).isEqualTo(Map.of("name", "thor"));
    bucket.fetch("large.bin", disk.resolve("fetched.bin"));
    assertThat(disk.resolve("fetched.bin")).hasBinaryContent(content);
    // Metadata goes with the file, and comes back from it.
    bucket.putFile("again.bin", disk.resolve("fetched.bin"));
    assertThat(bucket.getMeta("again.bin").userMeta()).isEqualTo(Map.of("name", "thor"));
  }

  // 34
  @Test
  void aFileThatChangesDuringTheUploadIsNotStored() throws IOException {
    for (int size : new int[] {1 << 20, LARGE}) {
      Path file = Files.write(disk.resolve("changing.bin"), random(size, 5));
      bucket.put("changing.bin", "what was there before");
      AtomicBoolean changed = new AtomicBoolean();
      onProgress =
          new TransferListener() {
            @Override
            public void progressed(String key, long bytes) {
              if (!changed.getAndSet(true)) {
                overwriteTail(file);
              }
            }
          };
      assertThatThrownBy(() -> bucket.putFile("changing.bin", file))
          .isInstanceOf(T4Exception.class)
          .hasMessageContaining("changing.bin")
          .hasMessageContaining("changed");
      onProgress = TransferListener.NONE;
      assertUntouched("changing.bin", "what was there before", size);
      bucket.putFile("changing.bin", file);
      assertThat(bucket.getBytes("changing.bin")).isEqualTo(Files.readAllBytes(file));
    }
  }

  /** Asserts that an upload of that size, which failed, left the object as it was. */
  protected void assertUntouched(String key, String content, int size) {
    assertThat(bucket.getBytes(key)).asString().isEqualTo(content);
  }

  private static void overwriteTail(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap("changed".getBytes(UTF_8)), channel.size() - 7);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aMissingOrWrongSourceIsNamed() throws IOException {
    Path missing = disk.resolve("missing.txt");
    assertThatThrownBy(() -> bucket.putFile("a.txt", missing))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("missing.txt");
    assertThatThrownBy(() -> bucket.putFile("a.txt", disk))
        .isInstanceOf(T4Exception.class)
        .hasMessageContaining("putDir");
    assertThatThrownBy(() -> bucket.putDir("a", missing))
        .isInstanceOf(NotFoundException.class)
        .hasMessageContaining("missing.txt");
    Path file = Files.writeString(disk.resolve("file.txt"), "1");
    assertThatThrownBy(() -> bucket.putDir("a", file))
        .isInstanceOf(T4Exception.class)
        .hasMessageContaining("putFile");
    assertThat(bucket.keys()).isEmpty();
  }

  @Test
  void aDirectoryIsPutWithMetadata() throws IOException {
    Path dir = tree(Map.of("a.txt", "1", "deep/b.txt", "22", "deep/er/c.txt", "333"));
    assertThat(bucket.putDir("data", dir, Map.of("name", "thor")))
        .isEqualTo(new TransferReport(3, 0, 6, List.of()));
    assertThat(bucket.keys())
        .containsExactly("data/a.txt", "data/deep/b.txt", "data/deep/er/c.txt");
    for (String key : bucket.keys()) {
      assertThat(bucket.getMeta(key).userMeta()).isEqualTo(Map.of("name", "thor"));
    }
    assertThat(bucket.deserialize("data/deep/b.txt")).isEqualTo("22");
    bucket.putDir("", dir);
    assertThat(bucket.keys()).contains("a.txt", "deep/b.txt");
  }

  @Test
  void unchangedFilesAreNotSentAgain() throws IOException {
    Path dir = tree(Map.of("a.txt", "1", "b.txt", "22"));
    Files.write(dir.resolve("large.bin"), random(LARGE, 6));
    bucket.putDir("data", dir, Map.of("v", 1));
    List<String> versions = versionIds();
    assertThat(bucket.putDir("data", dir)).isEqualTo(new TransferReport(0, 3, 0, List.of()));
    assertThat(bucket.putDir("data/", dir, Map.of("v", 1)))
        .isEqualTo(new TransferReport(0, 3, 0, List.of()));
    assertThat(versionIds()).isEqualTo(versions);

    Files.writeString(dir.resolve("a.txt"), "2");
    assertThat(bucket.putDir("data", dir)).isEqualTo(new TransferReport(1, 2, 1, List.of()));
    assertThat(bucket.getBytes("data/a.txt")).isEqualTo("2".getBytes(UTF_8));

    // Other metadata alone: no content is sent.
    assertThat(bucket.putDir("data", dir, Map.of("v", 2)))
        .isEqualTo(new TransferReport(3, 0, 0, List.of()));
    assertThat(bucket.getMeta("data/large.bin").userMeta()).isEqualTo(Map.of("v", 2L));
    bucket.fetch("data", disk.resolve("back"));
    assertThat(disk.resolve("back/large.bin"))
        .hasBinaryContent(Files.readAllBytes(dir.resolve("large.bin")));
  }

  private List<String> versionIds() {
    return bucket.lsRecursive("").versions().stream()
        .map(version -> version.key() + version.versionId())
        .toList();
  }

  @Test
  void quiltignoreLeavesFilesOut() throws IOException {
    Path dir =
        tree(
            Map.of(
                ".quiltignore", "*.log\n!keep.log\n/build/\n# comment\n",
                "a.txt", "1",
                "b.log", "2",
                "keep.log", "3",
                "build/c.txt", "4",
                "src/build/d.txt", "5"));
    bucket.putDir("", dir);
    assertThat(bucket.keys())
        .containsExactly(".quiltignore", "a.txt", "keep.log", "src/build/d.txt");
  }

  // 33
  @Test
  void linksAreNotFollowedOutOfTheDirectory() throws IOException {
    Path dir = tree(Map.of("a.txt", "1", "deep/b.txt", "2"));
    Path outside = Files.writeString(disk.resolve("secret.txt"), "secret");
    Files.createSymbolicLink(dir.resolve("out"), outside);
    Files.createSymbolicLink(dir.resolve("loop"), dir);
    Files.createSymbolicLink(dir.resolve("circle"), dir.resolve("circle"));
    Files.createSymbolicLink(dir.resolve("inside.txt"), dir.resolve("deep/b.txt"));
    TransferReport report = bucket.putDir("", dir);
    assertThat(bucket.keys()).containsExactly("a.txt", "deep/b.txt", "inside.txt");
    assertThat(bucket.getBytes("inside.txt")).isEqualTo("2".getBytes(UTF_8));
    assertThat(report.skipped())
        .hasSize(3)
        .anySatisfy(reason -> assertThat(reason).contains("out").contains("out of"))
        .anySatisfy(reason -> assertThat(reason).contains("loop"))
        .anySatisfy(reason -> assertThat(reason).contains("circle"));
  }

  // 33: a pipe would be waited for, a device might never end.
  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no mkfifo")
  void pipesAndDevicesAreNoFiles() throws Exception {
    Path dir = tree(Map.of("a.txt", "1"));
    run("mkfifo", dir.resolve("pipe").toString());
    Files.createSymbolicLink(dir.resolve("device"), Path.of("/dev/null"));
    TransferReport report = bucket.putDir("", dir);
    assertThat(bucket.keys()).containsExactly("a.txt");
    assertThat(report.skipped())
        .hasSize(2)
        .anySatisfy(reason -> assertThat(reason).contains("pipe").contains("neither"))
        .anySatisfy(reason -> assertThat(reason).contains("device"));
    for (Path file : List.of(dir.resolve("pipe"), Path.of("/dev/null"))) {
      assertThatThrownBy(() -> bucket.putFile("b.txt", file))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining(file + " is a pipe, socket or device");
    }
    run("mkfifo", dir.resolve(".quiltignore").toString());
    assertThatThrownBy(() -> bucket.putDir("", dir))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(".quiltignore");
    assertThat(bucket.keys()).containsExactly("a.txt");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesThatAreNoTextAreLeftOut() throws Exception {
    Path dir = tree(Map.of("a.txt", "1"));
    // Two bytes that no UTF-8 begins with: as text both names were the same.
    run(
        "sh",
        "-c",
        "cd \"$0\" && touch \"$(printf 'x\\376')\" \"$(printf 'x\\377')\"",
        dir.toString());
    run("sh", "-c", "mkdir \"$0/$(printf 'd\\377')\"", dir.toString());
    TransferReport report = bucket.putDir("", dir);
    assertThat(bucket.keys()).containsExactly("a.txt");
    assertThat(report.skipped()).hasSize(3).allMatch(reason -> reason.contains("no text"));
  }

  private static void run(String... command) throws Exception {
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  // 34
  @Test
  void aFileThatVanishesWhileADirectoryIsPutIsNamed() throws IOException {
    Path dir = tree(Map.of("a.txt", "1", "b.txt", "2"));
    TransferListener removing =
        new TransferListener() {
          @Override
          public void planned(String key, long size) {
            if (key.equals("b.txt")) {
              try {
                Files.delete(dir.resolve("b.txt"));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          }
        };
    try (T4Session own =
        session().configDirectory(disk.resolve("config")).listener(removing).build()) {
      assertThatThrownBy(() -> Bucket.open(bucket.uri(), own).putDir("", dir))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("b.txt");
    }
    bucket.putDir("", dir);
    assertThat(bucket.keys()).containsExactly("a.txt");
  }

  @Test
  void objectsAndDirectoriesAreCopiedFromBuckets() {
    bucket.put("src/a.txt", "1", Map.of("name", "thor"));
    bucket.put("src/deep/b.txt", "22");
    if (bucket.location().scheme().equals("file")) {
      String uri = Location.directory(bucket.location().path().resolve("src")).toString();
      bucket.putFile("copy.txt", uri + "/a.txt");
      bucket.putDir("copy", uri);
    } else {
      String uri = bucket.location().resolve("src/a.txt", null).toString();
      bucket.putFile("copy.txt", uri);
      bucket.putDir("copy", bucket.location().resolve("src", null).toString());
      assertThatThrownBy(
              () -> bucket.putDir("src/below", bucket.location().resolve("src", null).toString()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("src/below");
      assertThatThrownBy(
              () -> bucket.putFile("x", bucket.location().resolve("missing", null).toString()))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("missing");
      assertThatThrownBy(
              () -> bucket.putDir("x", bucket.location().resolve("missing", null).toString()))
          .isInstanceOf(NotFoundException.class)
          .hasMessageContaining("missing");
    }
    assertThat(bucket.getBytes("copy.txt")).isEqualTo("1".getBytes(UTF_8));
    assertThat(bucket.getMeta("copy.txt").userMeta()).isEqualTo(Map.of("name", "thor"));
    assertThat(bucket.keys("copy/")).containsExactly("copy/a.txt", "copy/deep/b.txt");
    assertThat(bucket.getMeta("copy/a.txt").userMeta()).isEqualTo(Map.of("name", "thor"));
  }

  // Deleting -----------------------------------------------------------------------------------

  @Test
  void deletionSaysWhatItMet() {
    bucket.put("a.txt", "1");
    assertThat(bucket.delete("missing")).isEqualTo(DeleteResult.NOT_FOUND);
    assertThat(bucket.versions("missing")).isEmpty();
    assertThat(bucket.delete("a.txt")).isEqualTo(DeleteResult.DELETED);
    assertThat(bucket.delete("a.txt")).isEqualTo(DeleteResult.NOT_FOUND);
    assertThat(bucket.keys()).isEmpty();
  }

  // 17
  @ParameterizedTest
  @ValueSource(strings = {"", "/"})
  void aWholeBucketIsNotDeleted(String path) {
    bucket.put("a.txt", "1");
    assertThatThrownBy(() -> bucket.deleteDir(path))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining(bucket.uri());
    assertThat(bucket.keys()).containsExactly("a.txt");
  }

  // 18
  @ParameterizedTest
  @ValueSource(strings = {"foo", "foo/"})
  void deletingADirectoryTouchesNothingBesideIt(String path) {
    List<String> kept =
        new ArrayList<>(List.of("foo.txt", "foobar", "foobar/a", "fo", "bar/foo/a"));
    kept.remove(holdsBelowObjects() ? "" : "foobar");
    kept.forEach(key -> bucket.put(key, "kept"));
    bucket.put("foo/a", "1");
    bucket.put("foo/b/c", "2");
    assertThat(bucket.deleteDir(path)).isEqualTo(2);
    assertThat(bucket.keys()).containsExactlyInAnyOrderElementsOf(kept);
    assertThat(bucket.deleteDir(path)).isZero();
  }

  @Test
  void directoriesOfThousandsAreDeletedInBatches() throws IOException {
    int count = manyObjects();
    Path dir = Files.createDirectory(disk.resolve("many"));
    for (int i = 0; i < count; i++) {
      Files.writeString(dir.resolve("%05d.txt".formatted(i)), "x");
    }
    bucket.putDir("many", dir);
    bucket.put("many.txt", "kept");
    assertThat(bucket.keys("many/")).hasSize(count).isSorted();
    assertThat(bucket.deleteDir("many")).isEqualTo(count);
    assertThat(bucket.keys()).containsExactly("many.txt");
  }

  /** How many objects are more than a page and a batch. */
  protected int manyObjects() {
    return 1_050;
  }

  // Helpers of the tests -----------------------------------------------------------------------

  private static String id(@Nullable String versionId) {
    return Objects.requireNonNull(versionId, "a bucket with versions gives each an id");
  }

  /** The bucket of the running test. */
  protected Bucket bucket() {
    return bucket;
  }

  private Path tree(Map<String, String> files) throws IOException {
    Path dir = Files.createDirectory(disk.resolve("tree"));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = dir.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return dir;
  }

  private static byte[] random(int size, int seed) {
    byte[] bytes = new byte[size];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** What changes when a file is replaced. */
  private static Object identity(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class).fileKey()
        + " "
        + Files.getLastModifiedTime(file);
  }

  private static List<String> filesBelow(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths
          .filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
          .map(path -> directory.relativize(path).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  private static void deleteBelow(Path directory) throws IOException {
    for (String file : filesBelow(directory)) {
      Files.delete(directory.resolve(file));
    }
  }
}
