package io.t4.storage.local;

import static io.t4.storage.StoreUnderTest.all;
import static io.t4.storage.StoreUnderTest.atOnce;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.t4.storage.Content;
import io.t4.storage.DirectoryEntry;
import io.t4.storage.InvalidObjectKeyException;
import io.t4.storage.Listing;
import io.t4.storage.Location;
import io.t4.storage.MissingBucketContract;
import io.t4.storage.NoSuchBucketException;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectStoreContract;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ReadOptions;
import io.t4.storage.SupportsPartialListing.LeftOut;
import io.t4.storage.UnversionedContract;
import io.t4.storage.WatchingContract;
import io.t4.storage.WriteOptions;
import io.t4.storage.memory.MemoryObjectStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalObjectStoreTest extends ObjectStoreContract
    implements UnversionedContract, WatchingContract, MissingBucketContract {
  /** Before and behind the '/', and beyond 16 bits. */
  private static final int[] LETTERS = "!-.0a\u00e4\ud83d\ude00".codePoints().toArray();

  @TempDir Path temporary;

  /** Of a name that a URI has to encode. */
  private Path directory = Path.of("bucket #1 %41");

  @Override
  protected ObjectStore createStore() throws IOException {
    directory = Files.createDirectory(temporary.resolve(directory));
    return new LocalObjectStore(directory);
  }

  @Override
  public ObjectStore missingBucket() {
    return new LocalObjectStore(temporary.resolve("missing"));
  }

  /** All of the contract's keys that no path can be. */
  @Override
  protected boolean holds(String key) {
    return false;
  }

  // Deviations from S3

  /** A directory is listed while it is empty, and goes when the last file in it is deleted. */
  @Test
  @Override
  public void directoryMarkerStaysWhenTheDirectoryFills() throws IOException {
    put("marker/", "");
    put("marker/key", "text");
    assertThat(keys("")).containsExactly("marker/key");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store().stat("marker/", null))
        .withMessageContaining("marker/");
    put("marker/", "");
    assertThat(keys("")).containsExactly("marker/key");
    store().delete("marker/", null);
    assertThat(keys("")).containsExactly("marker/key");
    store().delete("marker/key", null);
    assertThat(keys("")).isEmpty();
  }

  /** The '/' behind a directory's name lets it come behind files with longer names. */
  @Test
  void levelsAreInTheOrderOfKeysFromAnywhereOn() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    NavigableSet<String> keys = new TreeSet<>(ObjectKeys.ORDER);
    for (int i = 0; i < 200; i++) {
      StringBuilder name = new StringBuilder("a");
      for (int length = random.nextInt(4); length > 0; length--) {
        name.appendCodePoint(LETTERS[random.nextInt(LETTERS.length)]);
      }
      if (keys.contains("level/" + name) || keys.contains("level/" + name + "/")) {
        continue;
      }
      boolean isDirectory = random.nextBoolean();
      put("level/" + name + (isDirectory ? "/in it" : ""), "");
      keys.add("level/" + name + (isDirectory ? "/" : ""));
    }
    List<String> places = new ArrayList<>(keys);
    places.addAll(List.of("", "level/", "level/a", "level/a!/x", "level/b"));
    for (String place : places) {
      assertThat(all(store().listDirectory("level/", place)))
          .as("seed %d, after %s", seed, place)
          .extracting(DirectoryEntry::key)
          .containsExactlyElementsOf(keys.tailSet(place, false));
    }
  }

  /** A name is that of a file or of a directory. */
  @Test
  @Override
  public void keyMayBeThePrefixOfOthers() throws IOException {
    put("a", "object");
    assertThatExceptionOfType(InvalidObjectKeyException.class)
        .isThrownBy(() -> put("a/b/c", "below"))
        .withMessageContaining("a/b/c");
    assertThatExceptionOfType(InvalidObjectKeyException.class)
        .isThrownBy(() -> put("a/", ""))
        .withMessageContaining("a/");
    assertThat(text("a")).isEqualTo("object");

    put("d/e/f", "object");
    for (String key : List.of("d", "d/e")) {
      assertThatExceptionOfType(InvalidObjectKeyException.class)
          .isThrownBy(() -> put(key, "above"))
          .withMessageContaining(key);
    }
    assertThat(keys("")).containsExactly("a", "d/e/f");
  }

  @Test
  void directoryMarkerTakesNoContent() throws IOException {
    assertThatExceptionOfType(InvalidObjectKeyException.class)
        .isThrownBy(() -> put("a/marker/", "text"))
        .withMessageContaining("a/marker/");
    assertThat(filesOnDisk()).isEmpty();
  }

  @Test
  void controlCharactersAreRefused() throws IOException {
    for (String key : List.of("a\0b", "a\nb", "dir/\u007f", "\u0085", "a\t/b")) {
      assertThatExceptionOfType(InvalidObjectKeyException.class)
          .isThrownBy(() -> put(key, "text"))
          .withMessageContaining("control character");
      assertThatExceptionOfType(NoSuchFileException.class)
          .isThrownBy(() -> store().stat(key, null));
    }
    assertThat(filesOnDisk()).isEmpty();
  }

  // Files

  @Test
  void objectsAreFilesOfTheSameName() throws IOException {
    put("a/b c+%2F.txt", "text");
    assertThat(directory.resolve("a/b c+%2F.txt")).hasContent("text");
    Files.createDirectories(directory.resolve("other/dir"));
    Files.writeString(directory.resolve("other/file.txt"), "by another program");
    assertThat(text("other/file.txt")).isEqualTo("by another program");
    assertThat(keys("")).containsExactly("a/b c+%2F.txt", "other/dir/", "other/file.txt");
  }

  @Test
  void locationIsTheDirectory() {
    assertThat(store().location()).isEqualTo(Location.directory(directory));
    assertThat(store().location().toString()).endsWith("/bucket%20%231%20%2541");
    assertThat(Location.parse(store().location().toString()).path()).isEqualTo(directory);
  }

  @Test
  void fileInPlaceOfTheDirectoryIsNoBucket() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "text");
    try (ObjectStore store = new LocalObjectStore(file)) {
      assertThatExceptionOfType(NoSuchBucketException.class)
          .isThrownBy(() -> store.list(""))
          .withMessageContaining(file.toString());
    }
  }

  @Test
  void heliumIsInTheAttributeOfThePythonClients() throws IOException {
    String helium = "{\"user_meta\": {\"name\": \"thor\"}}";
    store()
        .put(
            "key",
            Content.of(new byte[1]),
            WriteOptions.withMetadata(Map.of("helium", helium, "other", "1")));
    UserDefinedFileAttributeView view = attributes("key");
    assertThat(view.list())
        .containsExactlyInAnyOrder("com.quiltdata.helium", "io.t4.metadata.other");
    ByteBuffer value = ByteBuffer.allocate(view.size("com.quiltdata.helium"));
    view.read("com.quiltdata.helium", value);
    assertThat(value.array()).asString(UTF_8).isEqualTo(helium);
  }

  @Test
  void metadataOfOtherProgramsIsLeftAlone() throws IOException {
    put("key", "text");
    attributes("key").write("com.quiltdata.helium", ByteBuffer.wrap("{}".getBytes(UTF_8)));
    attributes("key").write("org.example.tag", ByteBuffer.wrap(new byte[] {-1}));
    assertThat(store().stat("key", null).userMetadata()).isEqualTo(Map.of("helium", "{}"));
  }

  @Test
  void metadataThatTheFileSystemRefusesFailsTheWrite() throws IOException {
    put("key", "old");
    Map<String, String> tooLarge = Map.of("helium", "x".repeat(100_000));
    assertThatThrownBy(
            () -> store().put("key", Content.of(new byte[1]), WriteOptions.withMetadata(tooLarge)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("key");
    assertThatThrownBy(
            () ->
                store()
                    .put("a/marker/", Content.of(new byte[0]), WriteOptions.withMetadata(tooLarge)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a/marker/");
    assertThat(text("key")).isEqualTo("old");
    assertThat(filesOnDisk()).containsExactly("key");
  }

  @Test
  void directoryMarkerKeepsMetadata() throws IOException {
    store().put("d/", Content.of(new byte[0]), WriteOptions.withMetadata(Map.of("a", "1")));
    assertThat(store().stat("d/", null).userMetadata()).isEqualTo(Map.of("a", "1"));
    store().put("d/", Content.of(new byte[0]), WriteOptions.withMetadata(Map.of("b", "2")));
    assertThat(store().stat("d/", null).userMetadata()).isEqualTo(Map.of("b", "2"));
  }

  @Test
  void eTagIsNoDigest() throws IOException {
    assertThat(put("key", "text").eTag()).startsWith("local-");
  }

  @Test
  void eTagsOfQuickWritesDiffer() throws IOException {
    List<String> eTags = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      eTags.add(String.valueOf(put("key", "same size").eTag()));
    }
    assertThat(eTags).doesNotHaveDuplicates();
  }

  @Test
  void changeByAnotherProgramChangesTheETag() throws IOException {
    String before = put("key", "text").eTag();
    Files.writeString(directory.resolve("key"), "texts");
    assertThat(store().stat("key", null).eTag()).isNotEqualTo(before);
  }

  // What fails leaves nothing behind

  @Test
  void failedWriteLeavesNoTemporaryFileAndNoDirectory() throws IOException {
    put("there/old", "old");
    put("empty/", "");
    Content tooShort = content(10, 9);
    Content tooLong = content(10, 11);
    for (String key : List.of("new/deep/er/key", "there/old", "there/new", "empty/key")) {
      for (Content wrong : List.of(tooShort, tooLong)) {
        assertThatThrownBy(() -> store().put(key, wrong, WriteOptions.NONE))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(key)
            .hasMessageContaining("not 10 as announced");
      }
    }
    assertThat(filesOnDisk()).containsExactly("empty", "there", "there/old");
    assertThat(text("there/old")).isEqualTo("old");
  }

  @Test
  void temporaryFilesAreNotListed() throws IOException {
    put("dir/key", "text");
    Path left = AtomicFile.create(directory.resolve("dir/other")).temporary();
    String key = "dir/" + left.getFileName();
    assertThat(keys("")).containsExactly("dir/key");
    assertThat(keys(key)).isEmpty();
    assertThat(all(store().listDirectory("dir/")))
        .extracting(DirectoryEntry::key)
        .containsExactly("dir/key");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store().stat(key, null))
        .withMessageContaining(key);
    assertThatExceptionOfType(InvalidObjectKeyException.class)
        .isThrownBy(() -> put(key, "text"))
        .withMessageContaining(key);
  }

  @Test
  void temporaryFileIsNotListedDuringAWrite() throws IOException {
    put("dir/old", "old");
    Content looking =
        new Content() {
          @Override
          public long size() {
            return 3;
          }

          @Override
          public InputStream open() throws IOException {
            assertThat(filesOnDisk()).as("the temporary file is there").hasSize(3);
            assertThat(keys("")).containsExactly("dir/old");
            return new ByteArrayInputStream("new".getBytes(UTF_8));
          }
        };
    store().put("dir/new", looking, WriteOptions.NONE);
    assertThat(keys("")).containsExactly("dir/new", "dir/old");
    assertThat(filesOnDisk()).containsExactly("dir", "dir/new", "dir/old");
  }

  @Test
  void deleteRemovesTheDirectoriesThatItEmptied() throws IOException {
    put("a/b/c/d", "text");
    put("a/x", "text");
    store().delete("a/b/c/d", null);
    assertThat(filesOnDisk()).containsExactly("a", "a/x");
    store().delete("a/x", null);
    assertThat(filesOnDisk()).isEmpty();
    assertThat(directory).exists();
  }

  @Test
  void writesSurviveDeletesThatEmptyTheirDirectory() throws Exception {
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      String key = "a/b/c/" + thread;
      tasks.add(
          () -> {
            for (int i = 0; i < 200; i++) {
              put(key, "text " + i);
              assertThat(text(key)).isEqualTo("text " + i);
              store().delete(key, null);
            }
            return null;
          });
    }
    assertThat(atOnce(tasks).thrown()).isEmpty();
    assertThat(filesOnDisk()).isEmpty();
  }

  @Test
  void markersSurviveDeletesBesideThem() throws Exception {
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      String key = "a/b/" + thread + "/";
      tasks.add(
          () -> {
            for (int i = 0; i < 200; i++) {
              put(key, "");
              assertThat(store().stat(key, null).size()).isZero();
              store().delete(key, null);
            }
            return null;
          });
    }
    assertThat(atOnce(tasks).thrown()).isEmpty();
    assertThat(filesOnDisk()).isEmpty();
  }

  @Test
  void readsDuringWritesAreOfOneVersion() throws Exception {
    put("key", "00");
    List<Callable<Void>> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          for (int i = 1; i < 300; i++) {
            String text = Integer.toString(i % 10).repeat(i);
            Map<String, String> size = Map.of("size", Integer.toString(i));
            store()
                .put(
                    "key",
                    Content.of(text.getBytes(UTF_8)),
                    WriteOptions.withMetadata(i % 2 == 0 ? Map.of() : size));
          }
          return null;
        });
    tasks.add(
        () -> {
          for (int i = 0; i < 300; i++) {
            try (ObjectContent content = store().open("key", ReadOptions.ALL)) {
              int length = content.stream().readAllBytes().length;
              assertThat(content.stat().size()).isEqualTo(length);
              assertMetadataOfSize(content.stat(), length);
            }
            ObjectStat stat = store().stat("key", null);
            assertMetadataOfSize(stat, stat.size());
          }
          return null;
        });
    assertThat(atOnce(tasks).thrown()).isEmpty();
  }

  private static void assertMetadataOfSize(ObjectStat stat, long size) {
    assertThat(stat.userMetadata())
        .isEqualTo(size % 2 == 0 ? Map.of() : Map.of("size", Long.toString(size)));
  }

  @Test
  void fileThatIsCutWhileItIsReadFails() throws IOException {
    store().put("key", Content.of(new byte[300_000]), WriteOptions.NONE);
    try (ObjectContent content = store().open("key", ReadOptions.ALL)) {
      content.stream().readNBytes(1_000);
      Files.write(directory.resolve("key"), new byte[5], StandardOpenOption.TRUNCATE_EXISTING);
      assertThatThrownBy(() -> content.stream().readAllBytes())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("key")
          .hasMessageContaining("299000 bytes too early");
    }
  }

  // Links

  @Test
  void linkToAFileInsideIsAnObject() throws IOException {
    put("dir/real", "text");
    Files.createSymbolicLink(directory.resolve("link"), Path.of("dir/real"));
    assertThat(text("link")).isEqualTo("text");
    assertThat(keys("")).containsExactly("dir/real", "link");
    put("link", "replaced");
    assertThat(text("dir/real")).isEqualTo("text");
    assertThat(text("link")).isEqualTo("replaced");

    Files.createSymbolicLink(directory.resolve("link2"), Path.of("dir/real"));
    store().delete("link2", null);
    assertThat(keys("")).containsExactly("dir/real", "link");
  }

  @Test
  void linksNeverLeadOutOfTheBucket() throws IOException {
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Path secret = outside.resolve("secret");
    Files.writeString(secret, "secret");
    put("dir/real", "text");
    Files.createSymbolicLink(directory.resolve("file"), secret);
    Files.createSymbolicLink(directory.resolve("relative"), Path.of("../outside/secret"));
    Files.createSymbolicLink(directory.resolve("out"), outside);
    Files.createSymbolicLink(directory.resolve("in"), directory.resolve("dir"));
    Files.createSymbolicLink(directory.resolve("dir/loop"), directory);
    Files.createSymbolicLink(directory.resolve("self"), Path.of("self"));
    Files.createSymbolicLink(directory.resolve("dangling"), Path.of("nothing"));

    assertThat(keys("")).containsExactly("dir/real");
    assertThat(keys("in/")).isEmpty();
    assertThat(keys("out/")).isEmpty();
    assertThat(all(store().listDirectory("")))
        .containsExactly(new DirectoryEntry.Subdirectory("dir/"));
    assertThat(all(store().listDirectory("out/"))).isEmpty();
    for (String key :
        List.of(
            "file",
            "relative",
            "out",
            "out/",
            "out/secret",
            "in/real",
            "dir/loop/dir/real",
            "self",
            "dangling")) {
      assertThatExceptionOfType(NoSuchFileException.class)
          .as(key)
          .isThrownBy(() -> store().stat(key, null))
          .withMessageContaining(key);
      assertThatExceptionOfType(NoSuchFileException.class)
          .as(key)
          .isThrownBy(() -> store().open(key, ReadOptions.ALL))
          .withMessageContaining(key);
      store().delete(key, null);
    }
    for (String key : List.of("out/secret", "out/new", "out/new/er", "in/new", "out/")) {
      assertThatExceptionOfType(InvalidObjectKeyException.class)
          .as(key)
          .isThrownBy(() -> put(key, ""))
          .withMessageContaining(key);
    }
    put("file", "mine");
    assertThat(text("file")).isEqualTo("mine");
    assertThat(secret).hasContent("secret");
    assertThat(outside.toFile().list()).containsExactly("secret");
  }

  @Test
  void bucketMayItselfBeALink() throws IOException {
    Path link = Files.createSymbolicLink(temporary.resolve("link"), directory);
    try (ObjectStore store = new LocalObjectStore(link)) {
      store.put("a/b", Content.of("text".getBytes(UTF_8)), WriteOptions.NONE);
      assertThat(text("a/b")).isEqualTo("text");
      assertThat(all(store.list("a/"))).singleElement().extracting("key").isEqualTo("a/b");
      assertThat(store.location()).isEqualTo(Location.directory(link));
    }
  }

  // Permissions

  @Test
  void unreadableFileIsNamedWithTheAction() throws IOException {
    put("dir/key", "text");
    Path file = directory.resolve("dir/key");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));
    assumeFalse(Files.isReadable(file), "the tests run as a user who may read everything");
    assertThatExceptionOfType(AccessDeniedException.class)
        .isThrownBy(() -> store().open("dir/key", ReadOptions.ALL))
        .withMessageContaining("not allowed to read 'dir/key'");
    assertThat(keys("")).containsExactly("dir/key");
  }

  /** So that a listing that goes on costs what is left of it. */
  @Test
  void directoriesBeforeTheStartAreNotRead() throws IOException {
    for (String key : List.of("a/b/key", "m/a/key", "m/n/a", "m/n/z", "z/key")) {
      put(key, "text");
    }
    List<Path> before = List.of(directory.resolve("a"), directory.resolve("m/a"));
    for (Path dir : before) {
      Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("---------"));
    }
    try {
      assumeFalse(
          Files.isReadable(before.get(0)), "the tests run as a user who may read everything");
      assertThat(keysAfter("", "m/n/a")).containsExactly("m/n/z", "z/key");
      assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> keysAfter("", "a/b"));
    } finally {
      for (Path dir : before) {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
      }
    }
  }

  @Test
  void unreadableDirectoryIsNamedWithTheAction() throws IOException {
    put("dir/key", "text");
    Path dir = directory.resolve("dir");
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("---------"));
    try {
      assumeFalse(Files.isReadable(dir), "the tests run as a user who may read everything");
      assertThatExceptionOfType(AccessDeniedException.class)
          .isThrownBy(() -> keys("dir/k"))
          .withMessageContaining("not allowed to list 'dir/k'");
      assertThatExceptionOfType(AccessDeniedException.class)
          .isThrownBy(() -> put("dir/new", "text"))
          .withMessageContaining("not allowed to write 'dir/new'");
      assertThatExceptionOfType(AccessDeniedException.class)
          .isThrownBy(() -> store().delete("dir/key", null))
          .withMessageContaining("not allowed to delete 'dir/key'");
      assertThat(store().deleteAll(List.of("dir/key")))
          .singleElement()
          .satisfies(
              failure -> {
                assertThat(failure.key()).isEqualTo("dir/key");
                assertThat(failure.reason()).contains("not allowed to delete 'dir/key'");
              });
    } finally {
      Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** What can't be read fails a listing, so that nobody takes a part for the whole. */
  @Test
  void whatCannotBeReadIsLeftOutOnRequest() throws IOException {
    for (String key : List.of("a/key", "b/in/key", "b/key", "c/key", "d/key")) {
      put(key, "text");
    }
    Path dir = directory.resolve("b");
    Path withFiles = directory.resolve("c");
    Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("---------"));
    Files.setPosixFilePermissions(withFiles, PosixFilePermissions.fromString("r--------"));
    try {
      assumeFalse(Files.isReadable(dir), "the tests run as a user who may read everything");
      assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> keys(""));
      assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> keys("b/in/"));
      List<LeftOut> leftOut = new ArrayList<>();
      assertThat(readable(leftOut)).containsExactly("a/key", "d/key");
      assertThat(leftOut).extracting(LeftOut::key).containsExactly("b/", "c/key");
      assertThat(leftOut.get(0).covers("b/in/key")).isTrue();
      assertThat(leftOut.get(1).covers("c/key2")).isFalse();
    } finally {
      Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
      Files.setPosixFilePermissions(withFiles, PosixFilePermissions.fromString("rwx------"));
    }
    assertThat(readable(new ArrayList<>())).hasSize(5);
  }

  private List<String> readable(List<LeftOut> leftOut) throws IOException {
    List<String> keys = new ArrayList<>();
    try (LocalObjectStore store = new LocalObjectStore(directory);
        Listing<ObjectSummary> listing = store.listReadable("", "", leftOut::add)) {
      while (listing.hasNext()) {
        keys.add(listing.next().key());
      }
    }
    return keys;
  }

  @Test
  void filesWhoseNamesCannotBeKeysAreNoObjectsAndTold() throws IOException {
    put("a/key", "text");
    Files.writeString(directory.resolve("a/line\nend"), "text");
    Files.createDirectory(directory.resolve("bell\u0007"));
    Files.writeString(directory.resolve("bell\u0007/key"), "text");
    AtomicFile.create(directory.resolve("a/unfinished")).temporary();

    assertThat(keys("")).containsExactly("a/key");
    List<LeftOut> leftOut = new ArrayList<>();
    assertThat(readable(leftOut)).containsExactly("a/key");
    assertThat(leftOut)
        .containsExactly(
            new LeftOut("bell?/", "it contains a control character"),
            new LeftOut("a/line?end", "it contains a control character"));
  }

  /** The system takes no path of more than 4,096 bytes, but a directory can be moved there. */
  @Test
  void directoriesOfAnyDepthStopNoListing() throws IOException {
    String names = String.join("/", Collections.nCopies(15, "n".repeat(200)));
    Path upper = Files.createDirectories(directory.resolve("m/" + names));
    Path lower = Files.createDirectories(directory.resolve("lower/" + names));
    Files.writeString(lower.resolve("file"), "text");
    put("a", "before");
    put("z", "behind");
    Path moved = Files.move(directory.resolve("lower"), upper.resolve("lower"));
    try {
      assertThat(keys("")).containsExactly("a", "z");
      assertThat(keysAfter("", "a")).containsExactly("z");
      List<LeftOut> leftOut = new ArrayList<>();
      assertThat(readable(leftOut)).containsExactly("a", "z");
      assertThat(leftOut).singleElement().extracting("reason").asString().contains("1024 bytes");
    } finally {
      // Else nothing could delete it.
      Files.move(moved, directory.resolve("lower"));
    }
  }

  // Other stores

  @Test
  void copiesFromOtherDirectories() throws IOException {
    Path other = Files.createDirectory(temporary.resolve("other"));
    try (ObjectStore source = new LocalObjectStore(other)) {
      source.put("from", Content.of("text".getBytes(UTF_8)), WriteOptions.NONE);
      assertThat(store().canCopyFrom(source)).isTrue();
      store().copy(source, source.stat("from", null), "to", WriteOptions.NONE);
      assertThat(text("to")).isEqualTo("text");
    }
    assertThat(store().canCopyFrom(MemoryObjectStore.versioned("bucket"))).isFalse();
  }

  @Test
  void fileOfAnObjectCanBeAskedFor() throws IOException {
    put("dir/key", "text");
    LocalObjectStore store = new LocalObjectStore(directory);
    assertThat(store.file("dir/key")).hasContent("text");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store.file("dir/none"))
        .withMessageContaining("dir/none");
  }

  private UserDefinedFileAttributeView attributes(String key) {
    return Files.getFileAttributeView(directory.resolve(key), UserDefinedFileAttributeView.class);
  }

  /** Every file and directory below the bucket's, in order. */
  private List<String> filesOnDisk() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> !file.equals(directory))
          .map(file -> directory.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private static Content content(long announced, int actual) {
    return new Content() {
      @Override
      public long size() {
        return announced;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(new byte[actual]);
      }
    };
  }
}
