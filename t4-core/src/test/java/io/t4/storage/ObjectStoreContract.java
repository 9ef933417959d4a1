package io.t4.storage;

import static io.t4.storage.StoreUnderTest.all;
import static io.t4.storage.StoreUnderTest.atOnce;
import static io.t4.storage.StoreUnderTest.ifMatch;
import static io.t4.storage.StoreUnderTest.onlyIf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.t4.error.InvalidKeyException;
import io.t4.storage.DirectoryEntry.ObjectEntry;
import io.t4.storage.DirectoryEntry.Subdirectory;
import io.t4.storage.WriteOptions.Precondition;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What {@link ObjectStore} promises, as tests that every store passes.
 *
 * <p>A store's test class extends this and implements the contracts of what the store can do:
 * {@link VersioningContract} or {@link UnversionedContract}, {@link MultipartContract}, {@link
 * PresigningContract}, {@link TagsContract}, {@link WatchingContract}, {@link
 * MissingBucketContract}. Where a store or a server deviates, its test class overrides the test and
 * asserts what happens instead.
 */
public abstract class ObjectStoreContract implements StoreUnderTest {
  /** Keys that a service may mangle on the way, and that every store holds. */
  private static final List<String> ODD_KEYS =
      List.of(
          "100%.txt",
          "a b/c  d",
          " begins and ends with a space ",
          "a#b",
          "a%2Fb",
          "a%2fb",
          "a%252Fb",
          "a&b=c;d",
          "a+b",
          "a?versionId=1",
          "a?b",
          "a'b\"c",
          "a,b",
          "a:b@c",
          "a=b",
          "a\\b",
          "a|b^c`d",
          "a~b!c$d(e)*f",
          "a<b>&amp;[c]{d}",
          ".hidden",
          "...",
          "a/...b",
          "deep/er/and/deeper/still.txt",
          // One letter as a single code point and as a letter with a combining mark.
          "caf\u00e9",
          "cafe\u0301",
          "\u65e5\u672c\u8a9e/\u0645\u0644\u0641",
          "\ud83d\ude80",
          "\ud83d\udc69\u200d\ud83d\udd2c.txt",
          "z\u0308\u0323",
          "\u00a0",
          "\ufeffbom");

  /** Keys that a file system can't hold. */
  private static final List<String> KEYS_NO_PATH_CAN_BE =
      List.of(
          "a//b",
          "a/../b",
          "a/./b",
          "../b",
          "..",
          ".",
          "./b",
          "b/..",
          "/absolute",
          "//",
          "/",
          "c//",
          "d/" + "x".repeat(256),
          "\u00e9".repeat(128));

  private static final String WRONG_SHA256 = Base64.getEncoder().encodeToString(new byte[32]);

  private @Nullable ObjectStore store;

  /** Opens a fresh, empty bucket. */
  protected abstract ObjectStore createStore() throws Exception;

  /** Removes the bucket; called after the store has been closed. */
  protected void removeBucket() throws Exception {}

  /** Whether this store can represent the key; true for a store that takes any key. */
  protected boolean holds(String key) {
    return true;
  }

  /** How many objects the tests of long listings write: more than one page of the store. */
  protected int manyObjects() {
    return 1_050;
  }

  @BeforeEach
  void openStore() throws Exception {
    store = createStore();
  }

  @AfterEach
  void closeStore() throws Exception {
    if (store != null) {
      store.close();
    }
    removeBucket();
  }

  @Override
  public ObjectStore store() {
    if (store == null) {
      throw new IllegalStateException("no test is running");
    }
    return store;
  }

  // What the store says of itself

  @Test
  public void testClassCoversEveryCapability() throws IOException {
    boolean keepsVersions =
        store() instanceof SupportsVersioning versioning && versioning.isVersioned();
    assertThat(this instanceof VersioningContract).isEqualTo(keepsVersions);
    assertThat(this instanceof UnversionedContract).isEqualTo(!keepsVersions);
    assertThat(this instanceof MultipartContract).isEqualTo(store() instanceof SupportsMultipart);
    assertThat(this instanceof PresigningContract).isEqualTo(store() instanceof SupportsPresigning);
    assertThat(this instanceof TagsContract).isEqualTo(store() instanceof SupportsTags);
    assertThat(this instanceof WatchingContract).isEqualTo(store() instanceof SupportsWatching);
  }

  @Test
  public void locationIsThatOfTheBucket() {
    Location location = store().location();
    assertThat(location.key()).isEmpty();
    assertThat(location.versionId()).isNull();
    assertThat(Location.parse(location.toString())).isEqualTo(location);
  }

  // Writing and reading

  @Test
  public void readsWhatWasWritten() throws IOException {
    Instant before = Instant.now();
    WriteResult written = put("data/hello.txt", "Hello, World!");

    assertThat(written.key()).isEqualTo("data/hello.txt");
    ObjectStat stat = store().stat("data/hello.txt", null);
    assertThat(stat.key()).isEqualTo("data/hello.txt");
    assertThat(stat.size()).isEqualTo(13);
    assertThat(stat.eTag()).isEqualTo(written.eTag()).doesNotContain("\"");
    assertThat(stat.versionId()).isEqualTo(written.versionId());
    assertThat(stat.userMetadata()).isEmpty();
    // The clock of a remote server may be a little off, and HTTP dates have whole seconds.
    assertThat(stat.lastModified()).isCloseTo(before, within(1, ChronoUnit.MINUTES));
    try (ObjectContent content = store().open("data/hello.txt", ReadOptions.ALL)) {
      assertThat(content.stat().key()).isEqualTo("data/hello.txt");
      assertThat(content.stat().size()).isEqualTo(13);
      assertThat(content.stat().eTag()).isEqualTo(written.eTag());
      assertThat(content.stat().versionId()).isEqualTo(written.versionId());
      assertThat(content.stream()).hasBinaryContent("Hello, World!".getBytes(UTF_8));
    }
  }

  @Test
  public void zeroBytesRoundTrip() throws IOException {
    put("empty", "");
    assertThat(store().stat("empty", null).size()).isZero();
    assertThat(bytes("empty", null)).isEmpty();
    assertThat(keys("")).containsExactly("empty");
  }

  @Test
  public void everyByteRoundTrips() throws IOException {
    byte[] content = randomBytes(300_000);
    store().put("random.bin", Content.of(content), WriteOptions.NONE);
    assertThat(bytes("random.bin", null)).isEqualTo(content);
  }

  @Test
  public void writeReplacesContentAndETag() throws IOException {
    WriteResult first = put("key", "one");
    WriteResult second = put("key", "two");
    assertThat(text("key")).isEqualTo("two");
    assertThat(second.eTag()).isNotEqualTo(first.eTag());
    assertThat(store().stat("key", null).eTag()).isEqualTo(second.eTag());
  }

  @Test
  public void metadataAndContentTypeRoundTrip() throws IOException {
    Map<String, String> metadata =
        Map.of(
            "helium",
            "{\"user_meta\": {\"name\": \"thor\", \"caf\\u00e9\": [1, 2.5, null]}}",
            "another-entry",
            "a b;c=d, %41 \\ ~");
    store()
        .put(
            "key",
            Content.of(new byte[] {1}),
            new WriteOptions(metadata, "text/x-example", null, Precondition.none()));

    assertThat(store().stat("key", null).userMetadata()).isEqualTo(metadata);
    assertThat(store().stat("key", null).contentType()).isEqualTo("text/x-example");
    try (ObjectContent content = store().open("key", ReadOptions.ALL)) {
      assertThat(content.stat().userMetadata()).isEqualTo(metadata);
      assertThat(content.stat().contentType()).isEqualTo("text/x-example");
    }
  }

  @Test
  public void writeReplacesAllMetadata() throws IOException {
    store().put("key", Content.of(new byte[1]), WriteOptions.withMetadata(Map.of("a", "1")));
    store().put("key", Content.of(new byte[1]), WriteOptions.withMetadata(Map.of("b", "2")));
    assertThat(store().stat("key", null).userMetadata()).isEqualTo(Map.of("b", "2"));
    put("key", "x");
    assertThat(store().stat("key", null).userMetadata()).isEmpty();
  }

  @Test
  public void missingKeyIsNamed() {
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store().stat("no/such key", null))
        .withMessageContaining("no/such key");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store().open("no/such key", ReadOptions.ALL))
        .withMessageContaining("no/such key");
  }

  @Test
  public void missingVersionIsNamed() throws IOException {
    put("key", "text");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store().stat("key", "no-such-version"))
        .withMessageContaining("key")
        .withMessageContaining("no-such-version");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store().open("key", ReadOptions.version("no-such-version")))
        .withMessageContaining("key")
        .withMessageContaining("no-such-version");
  }

  @Test
  public void prefixOfAKeyIsNoObject() throws IOException {
    put("dir/key", "text");
    for (String key : List.of("dir", "dir/", "dir/ke", "dir/key/", "dir/key/x")) {
      assertThatExceptionOfType(NoSuchFileException.class)
          .as(key)
          .isThrownBy(() -> store().stat(key, null))
          .withMessageContaining(key);
      assertThatExceptionOfType(NoSuchFileException.class)
          .as(key)
          .isThrownBy(() -> store().open(key, ReadOptions.ALL))
          .withMessageContaining(key);
    }
  }

  @Test
  public void rightSha256IsAccepted() throws Exception {
    byte[] content = "Hello, World!".getBytes(UTF_8);
    String sha256 =
        Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(content));
    store().put("key", Content.of(content), WriteOptions.NONE.withSha256(sha256));
    assertThat(text("key")).isEqualTo("Hello, World!");
    assertThat(store().stat("key", null).sha256()).isIn(null, sha256);
  }

  @Test
  public void wrongSha256FailsAndLeavesTheOldObject() throws IOException {
    put("key", "old");
    assertThatThrownBy(
            () ->
                store()
                    .put(
                        "key",
                        Content.of("new".getBytes(UTF_8)),
                        WriteOptions.NONE.withSha256(WRONG_SHA256)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("key");
    assertThat(text("key")).isEqualTo("old");
  }

  @Test
  public void contentThatEndsEarlyFailsAndLeavesTheOldObject() throws IOException {
    Content tooShort = content(100_000, () -> new ByteArrayInputStream(new byte[70_000]));
    put("key", "old");
    assertThatThrownBy(() -> store().put("key", tooShort, WriteOptions.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("key");
    assertThatThrownBy(() -> store().put("new/key", tooShort, WriteOptions.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("new/key");
    assertThat(text("key")).isEqualTo("old");
    assertThat(keys("")).containsExactly("key");
  }

  @Test
  public void contentThatFailsLeavesTheOldObject() throws IOException {
    Content broken =
        content(
            100_000,
            () ->
                new FilterInputStream(new ByteArrayInputStream(new byte[70_000])) {
                  @Override
                  public int read() throws IOException {
                    return orFail(super.read());
                  }

                  @Override
                  public int read(byte[] buffer, int offset, int length) throws IOException {
                    return orFail(super.read(buffer, offset, length));
                  }

                  private int orFail(int result) throws IOException {
                    if (result < 0) {
                      throw new IOException("the disk is on fire");
                    }
                    return result;
                  }
                });
    put("key", "old");
    assertThatThrownBy(() -> store().put("key", broken, WriteOptions.NONE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("key")
        .hasStackTraceContaining("the disk is on fire");
    assertThatThrownBy(() -> store().put("new/key", broken, WriteOptions.NONE))
        .isInstanceOf(IOException.class);
    assertThat(text("key")).isEqualTo("old");
    assertThat(keys("")).containsExactly("key");
  }

  @Test
  public void openedVersionStaysReadableWhileItIsReplaced() throws IOException {
    byte[] old = randomBytes(4 << 20);
    store().put("key", Content.of(old), WriteOptions.NONE);
    try (ObjectContent content = store().open("key", ReadOptions.ALL)) {
      byte[] begin = content.stream().readNBytes(1000);
      put("key", "new");
      assertThat(text("key")).isEqualTo("new");
      byte[] rest = content.stream().readAllBytes();
      assertThat(begin).isEqualTo(Arrays.copyOf(old, 1000));
      assertThat(rest).isEqualTo(Arrays.copyOfRange(old, 1000, old.length));
    }
  }

  @Test
  public void concurrentWritesOfOneKeyLeaveOneOfThemWhole() throws Exception {
    List<Callable<WriteResult>> tasks = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String text = ("" + (char) ('a' + i)).repeat(10_000);
      tasks.add(() -> put("dir/key", text));
    }
    assertThat(atOnce(tasks).thrown()).isEmpty();
    String text = text("dir/key");
    assertThat(text).hasSize(10_000).isEqualTo(text.substring(0, 1).repeat(10_000));
    assertThat(keys("")).containsExactly("dir/key");
  }

  // Ranges

  @Test
  public void rangesAreReadExactly() throws IOException {
    put("key", "0123456789");
    assertThat(range(0, 1)).isEqualTo("0");
    assertThat(range(0, 10)).isEqualTo("0123456789");
    assertThat(range(3, 4)).isEqualTo("3456");
    assertThat(range(9, 1)).isEqualTo("9");
  }

  @Test
  public void rangeIsCutAtTheEnd() throws IOException {
    put("key", "0123456789");
    assertThat(range(7, 100)).isEqualTo("789");
    assertThat(range(0, Long.MAX_VALUE / 2)).isEqualTo("0123456789");
  }

  @Test
  public void rangeBehindTheEndFails() throws IOException {
    put("key", "0123456789");
    put("empty", "");
    for (String key : List.of("key", "empty")) {
      assertThatThrownBy(
              () -> store().open(key, new ReadOptions(null, new ByteRange(10, 1), null)).close())
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(NoSuchFileException.class)
          .isNotInstanceOf(TransientStorageException.class)
          .hasMessageContaining(key);
    }
  }

  @Test
  public void rangeKeepsTheSizeOfTheWholeObject() throws IOException {
    WriteResult written = put("key", "0123456789");
    try (ObjectContent content =
        store().open("key", new ReadOptions(null, new ByteRange(3, 4), null))) {
      assertThat(content.stat().size()).isEqualTo(10);
      assertThat(content.stat().eTag()).isEqualTo(written.eTag());
    }
  }

  private String range(long offset, long length) throws IOException {
    try (ObjectContent content =
        store().open("key", new ReadOptions(null, new ByteRange(offset, length), null))) {
      return new String(content.stream().readAllBytes(), UTF_8);
    }
  }

  // Conditions

  @Test
  public void readIfMatchReadsTheObjectWithThatETag() throws IOException {
    WriteResult written = put("key", "text");
    ReadOptions options = new ReadOptions(null, new ByteRange(1, 2), written.eTag());
    try (ObjectContent content = store().open("key", options)) {
      assertThat(content.stream()).hasContent("ex");
    }
  }

  @Test
  public void readIfMatchFailsOnAnotherETag() throws IOException {
    WriteResult old = put("key", "old");
    put("key", "new");
    assertThatExceptionOfType(PreconditionFailedException.class)
        .isThrownBy(() -> store().open("key", new ReadOptions(null, null, old.eTag())))
        .withMessageContaining("key");
  }

  @Test
  public void writeIfAbsentWritesANewKey() throws IOException {
    putIf(new Precondition.IfAbsent(), "dir/key", "text");
    assertThat(text("dir/key")).isEqualTo("text");
    store().delete("dir/key", null);
    putIf(new Precondition.IfAbsent(), "dir/key", "again");
    assertThat(text("dir/key")).isEqualTo("again");
  }

  @Test
  public void writeIfAbsentLeavesTheObjectThatIsThere() throws IOException {
    put("key", "old");
    assertThatExceptionOfType(PreconditionFailedException.class)
        .isThrownBy(() -> putIf(new Precondition.IfAbsent(), "key", "new"))
        .withMessageContaining("key");
    assertThat(text("key")).isEqualTo("old");
  }

  @Test
  public void writeIfMatchReplacesTheObjectWithThatETag() throws IOException {
    Precondition condition = ifMatch(put("key", "old"));
    putIf(condition, "key", "new");
    assertThat(text("key")).isEqualTo("new");
  }

  @Test
  public void writeIfMatchLeavesAnotherObject() throws IOException {
    Precondition condition = ifMatch(put("key", "first"));
    put("key", "second");
    assertThatExceptionOfType(PreconditionFailedException.class)
        .isThrownBy(() -> putIf(condition, "key", "third"))
        .withMessageContaining("key");
    assertThat(text("key")).isEqualTo("second");
  }

  @Test
  public void writeIfMatchFailsWithoutObject() throws IOException {
    Precondition condition = ifMatch(put("key", "old"));
    store().delete("key", null);
    assertThatExceptionOfType(PreconditionFailedException.class)
        .isThrownBy(() -> putIf(condition, "key", "new"))
        .withMessageContaining("key");
    assertThat(keys("")).isEmpty();
  }

  @Test
  public void oneOfManyWritesIfAbsentWins() throws Exception {
    List<Callable<WriteResult>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String text = "writer " + i;
      tasks.add(() -> putIf(new Precondition.IfAbsent(), "dir/key", text));
    }
    assertOneWins(tasks);
  }

  @Test
  public void oneOfManyWritesIfMatchWins() throws Exception {
    Precondition condition = ifMatch(put("dir/key", "old"));
    List<Callable<WriteResult>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String text = "writer " + i;
      tasks.add(() -> putIf(condition, "dir/key", text));
    }
    assertOneWins(tasks);
  }

  private void assertOneWins(List<Callable<WriteResult>> tasks) throws Exception {
    Outcomes<WriteResult> outcomes = atOnce(tasks);
    assertThat(outcomes.thrown().values())
        .allSatisfy(
            e ->
                assertThat(e)
                    .isInstanceOf(PreconditionFailedException.class)
                    .hasMessageContaining("dir/key"));
    assertThat(outcomes.returned()).hasSize(1);
    int winner = outcomes.returned().keySet().iterator().next();
    assertThat(text("dir/key")).isEqualTo("writer " + winner);
  }

  private WriteResult putIf(Precondition condition, String key, String text) throws IOException {
    return store().put(key, Content.of(text.getBytes(UTF_8)), onlyIf(condition));
  }

  // Keys

  @Test
  public void oddKeysRoundTripExactly() throws IOException {
    assertRoundTrip(ODD_KEYS);
  }

  @Test
  public void keysThatNoPathCanBeRoundTripOrAreRefused() throws IOException {
    List<String> held = KEYS_NO_PATH_CAN_BE.stream().filter(this::holds).toList();
    for (String key : KEYS_NO_PATH_CAN_BE) {
      if (!held.contains(key)) {
        assertRefused(key);
      }
    }
    assertThat(keys("")).isEmpty();
    assertRoundTrip(held);
  }

  private void assertRefused(String key) throws IOException {
    assertThatExceptionOfType(InvalidObjectKeyException.class)
        .as(key)
        .isThrownBy(() -> put(key, ""))
        .withMessageContaining(key);
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

  private void assertRoundTrip(List<String> keys) throws IOException {
    for (String key : keys) {
      // A directory marker is empty, so that every store holds it.
      String text = key.endsWith("/") ? "" : "content of " + key;
      assertThat(put(key, text).key()).isEqualTo(key);
    }
    assertThat(keys("")).containsExactlyElementsOf(keys.stream().sorted(ObjectKeys.ORDER).toList());
    for (String key : keys) {
      assertThat(text(key)).as(key).isEqualTo(key.endsWith("/") ? "" : "content of " + key);
      assertThat(store().stat(key, null).key()).isEqualTo(key);
      assertThat(keys(key)).as(key).contains(key);
    }
    for (String key : keys) {
      store().delete(key, null);
      assertThatExceptionOfType(NoSuchFileException.class)
          .as(key)
          .isThrownBy(() -> store().stat(key, null));
    }
    assertThat(keys("")).isEmpty();
  }

  @Test
  public void oddKeysAreDeletedInOneRequest() throws IOException {
    for (String key : ODD_KEYS) {
      put(key, "x");
    }
    assertThat(store().deleteAll(ODD_KEYS)).isEmpty();
    assertThat(keys("")).isEmpty();
  }

  @Test
  public void longestKeyRoundTrips() throws IOException {
    String ascii = ("k".repeat(203) + "/").repeat(5) + "long";
    String threeBytes = ("\u65e5".repeat(68) + "/").repeat(4) + "\u65e5".repeat(68);
    assertThat(ascii.getBytes(UTF_8)).hasSize(1024);
    assertThat(threeBytes.getBytes(UTF_8)).hasSize(1024);
    assertRoundTrip(List.of(ascii, threeBytes));
  }

  @Test
  public void emptyAndTooLongKeysAreRefused() throws IOException {
    for (String key : List.of("", ("k".repeat(204) + "/").repeat(5), "half a pair \ud83d")) {
      assertThatExceptionOfType(InvalidKeyException.class).isThrownBy(() -> put(key, "text"));
      assertThatExceptionOfType(InvalidKeyException.class)
          .isThrownBy(() -> store().stat(key, null));
      assertThatExceptionOfType(InvalidKeyException.class)
          .isThrownBy(() -> store().open(key, ReadOptions.ALL));
      assertThatExceptionOfType(InvalidKeyException.class)
          .isThrownBy(() -> store().delete(key, null));
      put("stays", "text");
      assertThatExceptionOfType(InvalidKeyException.class)
          .isThrownBy(() -> store().deleteAll(List.of("stays", key)));
      assertThat(keys("")).containsExactly("stays");
    }
  }

  @Test
  public void directoryMarkerIsAnObject() throws IOException {
    put("a/marker/", "");
    assertThat(store().stat("a/marker/", null).size()).isZero();
    assertThat(keys("")).containsExactly("a/marker/");
    assertThat(keys("a/marker/")).containsExactly("a/marker/");
    assertThat(all(store().listDirectory("a/"))).containsExactly(new Subdirectory("a/marker/"));
    assertThat(all(store().listDirectory("a/marker/")))
        .extracting(DirectoryEntry::key)
        .containsExactly("a/marker/");
    store().delete("a/marker/", null);
    assertThat(keys("")).isEmpty();
  }

  /** A directory on disk is not listed any more once something is in it. */
  @Test
  public void directoryMarkerStaysWhenTheDirectoryFills() throws IOException {
    put("marker/", "");
    put("marker/key", "text");
    assertThat(keys("")).containsExactly("marker/", "marker/key");
    assertThat(store().stat("marker/", null).size()).isZero();
    store().delete("marker/key", null);
    assertThat(keys("")).containsExactly("marker/");
  }

  @Test
  public void keyMayBeThePrefixOfOthers() throws IOException {
    put("a", "object");
    put("a/b", "below");
    put("a/b/c", "below that");
    assertThat(keys("")).containsExactly("a", "a/b", "a/b/c");
    assertThat(text("a")).isEqualTo("object");
    assertThat(text("a/b")).isEqualTo("below");
    assertThat(all(store().listDirectory("a/")))
        .extracting(DirectoryEntry::key)
        .containsExactly("a/b", "a/b/");
  }

  // Listing

  @Test
  public void emptyBucketListsNothing() throws IOException {
    assertThat(keys("")).isEmpty();
    assertThat(keys("prefix")).isEmpty();
    assertThat(all(store().listDirectory(""))).isEmpty();
    assertThat(all(store().listDirectory("dir/"))).isEmpty();
  }

  @Test
  public void listingSaysWhatStatSays() throws IOException {
    put("dir/key", "text");
    ObjectStat stat = store().stat("dir/key", null);
    List<ObjectSummary> listed = all(store().list(""));
    assertThat(listed).hasSize(1);
    assertThat(listed.get(0).key()).isEqualTo("dir/key");
    assertThat(listed.get(0).size()).isEqualTo(4);
    assertThat(listed.get(0).eTag()).isEqualTo(stat.eTag());
    assertThat(listed.get(0).versionId()).isIn(null, stat.versionId());
    // An HTTP date has whole seconds; a listing has fractions.
    assertThat(listed.get(0).lastModified())
        .isCloseTo(stat.lastModified(), within(1, ChronoUnit.SECONDS));
    assertThat(all(store().listDirectory("dir/")))
        .singleElement()
        .isInstanceOfSatisfying(
            ObjectEntry.class, entry -> assertThat(entry.object()).isEqualTo(listed.get(0)));
  }

  @Test
  public void keysAreListedInTheOrderOfTheirBytes() throws IOException {
    // U+FFFD and U+E000 come before astral characters in UTF-8, after them in UTF-16.
    List<String> sorted =
        List.of(
            "A",
            "a ",
            "a-b",
            "a.b/c",
            "a/b-c/d",
            "a/b/c",
            "a0",
            "aa",
            "b",
            "\u00e9",
            "\ud7ff",
            "\ue000/x",
            "\ufffd",
            "\ud800\udc00",
            "\ud83d\ude80/x",
            "\udbff\udffd");
    List<String> shuffled = new ArrayList<>(sorted);
    Collections.shuffle(shuffled, new Random(7));
    for (String key : shuffled) {
      put(key, "x");
    }
    assertThat(keys("")).isEqualTo(sorted);
  }

  @Test
  public void prefixIsComparedAsAString() throws IOException {
    for (String key :
        List.of("foo", "foo-bar/x", "foobar", "fooo/x/y", "fo/x", "other/foo", "Foo")) {
      put(key, "x");
    }
    assertThat(keys("foo")).containsExactly("foo", "foo-bar/x", "foobar", "fooo/x/y");
    assertThat(keys("fooo/")).containsExactly("fooo/x/y");
    assertThat(keys("fooo/x/y")).containsExactly("fooo/x/y");
    assertThat(keys("fooo/x/y/")).isEmpty();
    assertThat(keys("foo-b")).containsExactly("foo-bar/x");
    assertThat(keys("nothing/here")).isEmpty();
    assertThat(keys("/foo")).isEmpty();
    assertThat(keys("fooo//")).isEmpty();
    assertThat(keys("fo/../foo")).isEmpty();
    assertThat(keys("./foo")).isEmpty();
  }

  @Test
  public void listingGoesOnAfterAKey() throws IOException {
    List<String> sorted =
        List.of(
            "A",
            "a b+%2F",
            "a-b/c",
            "a.b",
            "a/b-c/d",
            "a/b/c/d",
            "a/b/c/e",
            "a/b/d",
            "a/c",
            "a0/x",
            "ab/c",
            "b/a",
            "b/b",
            "\u00e9/x",
            "\u65e5");
    for (String key : sorted) {
      put(key, "x");
    }
    // Keys that are there, directories, and what lies between, before and behind them.
    List<String> starts = new ArrayList<>(sorted);
    starts.addAll(
        List.of(
            "",
            "0",
            "a",
            "a/",
            "a/b",
            "a/b/",
            "a/b/c",
            "a/b/c/",
            "a/b/c/d/",
            "a/b/c/d/x",
            "a/b0",
            "a/zz",
            "a0",
            "a0/",
            "b/",
            "b/a/",
            "c",
            "\u00e9",
            "\u65e6"));
    for (String prefix : List.of("", "a", "a/", "a/b", "a/b/", "a/b/c/d", "ab", "b/", "c/")) {
      for (String start : starts) {
        assertThat(keysAfter(prefix, start))
            .as("prefix '%s' after '%s'", prefix, start)
            .isEqualTo(expectedAfter(sorted, prefix, start));
      }
    }
  }

  @Test
  public void listingGoesOnAfterAKeyThatNoPathCanBe() throws IOException {
    List<String> sorted = List.of("..a", "a/b", "b");
    for (String key : sorted) {
      put(key, "x");
    }
    for (String start : List.of("/", "..", "../a", "a//b", "a/../b", "a/./b", "b/")) {
      assertThat(keysAfter("", start)).as(start).isEqualTo(expectedAfter(sorted, "", start));
    }
  }

  @Test
  public void listingGoesOnInTheOrderOfBytes() throws IOException {
    List<String> sorted =
        List.of("a", "\ue000/x", "\ufffd", "\ud800\udc00", "\ud83d\ude80/x", "\udbff\udffd");
    for (String key : sorted) {
      put(key, "x");
    }
    for (String start : sorted) {
      assertThat(keysAfter("", start)).as(start).isEqualTo(expectedAfter(sorted, "", start));
    }
  }

  private static List<String> expectedAfter(List<String> sorted, String prefix, String start) {
    return sorted.stream()
        .filter(key -> key.startsWith(prefix) && ObjectKeys.ORDER.compare(key, start) > 0)
        .toList();
  }

  @Test
  public void listingGoesOnAfterAndBeforeADirectoryMarker() throws IOException {
    put("a", "x");
    put("marker/", "");
    put("z", "x");
    assertThat(keysAfter("", "a")).containsExactly("marker/", "z");
    assertThat(keysAfter("", "marker")).containsExactly("marker/", "z");
    assertThat(keysAfter("", "marker/")).containsExactly("z");
    assertThat(keysAfter("marker/", "marker/")).isEmpty();
  }

  @Test
  public void listingEndsWithNoSuchElement() throws IOException {
    put("key", "x");
    try (Listing<ObjectSummary> listing = store().list("")) {
      assertThat(listing.next().key()).isEqualTo("key");
      assertThat(listing.hasNext()).isFalse();
      assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(listing::next);
    }
  }

  @Test
  public void listingMayBeClosedBeforeItsEnd() throws IOException {
    put("a", "x");
    put("b", "x");
    try (Listing<ObjectSummary> listing = store().list("")) {
      assertThat(listing.next().key()).isEqualTo("a");
    }
    assertThat(keys("")).containsExactly("a", "b");
  }

  @Test
  public void longListingsAreComplete() throws Exception {
    List<String> keys =
        IntStream.range(0, manyObjects()).mapToObj("many/%05d/x y+z"::formatted).toList();
    putAll(keys);
    put("other", "x");
    assertThat(keys("many/")).isEqualTo(keys);
    assertThat(keys("")).hasSize(keys.size() + 1).endsWith("other");
    assertThat(keysAfter("many/", keys.get(1))).isEqualTo(keys.subList(2, keys.size()));
    assertThat(all(store().listDirectory("many/")))
        .isEqualTo(
            keys.stream()
                .map(key -> new Subdirectory(key.substring(0, key.lastIndexOf('/') + 1)))
                .toList());

    int batch = Math.min(keys.size(), store().limits().maxDeleteBatch());
    assertThat(store().deleteAll(keys.subList(0, batch))).isEmpty();
    assertThat(keys("many/")).isEqualTo(keys.subList(batch, keys.size()));
  }

  /** Writes empty objects, many at a time. */
  private void putAll(List<String> keys) throws InterruptedException {
    List<Callable<WriteResult>> tasks = new ArrayList<>();
    for (String key : keys) {
      tasks.add(() -> put(key, ""));
    }
    assertThat(atOnce(tasks).thrown()).isEmpty();
  }

  @Test
  public void directoryIsListedOneLevelDeep() throws IOException {
    for (String key :
        List.of("a.txt", "a/b.txt", "a/c/d.txt", "a/c/e.txt", "a-b", "a0", "z/y/x/w", "ab/c")) {
      put(key, "x");
    }
    assertThat(all(store().listDirectory("")))
        .extracting(DirectoryEntry::key)
        .containsExactly("a-b", "a.txt", "a/", "a0", "ab/", "z/");
    List<DirectoryEntry> below = all(store().listDirectory("a/"));
    assertThat(below).extracting(DirectoryEntry::key).containsExactly("a/b.txt", "a/c/");
    assertThat(below.get(0)).isInstanceOf(ObjectEntry.class);
    assertThat(below.get(1)).isInstanceOf(Subdirectory.class);
    assertThat(all(store().listDirectory("z/y/"))).containsExactly(new Subdirectory("z/y/x/"));
    assertThat(all(store().listDirectory("a.txt/"))).isEmpty();
    assertThat(all(store().listDirectory("none/"))).isEmpty();
  }

  @Test
  public void directoryListingGoesOnAfterAnyEntry() throws IOException {
    for (String key :
        List.of("d/a.txt", "d/a/b", "d/a/c", "d/a0", "d/m/n/o", "d/ö", "d/🔨/x", "d/🔨z", "e")) {
      put(key, "x");
    }
    List<String> all = all(store().listDirectory("d/")).stream().map(DirectoryEntry::key).toList();
    assertThat(all).hasSize(7);
    for (int i = 0; i < all.size(); i++) {
      assertThat(all(store().listDirectory("d/", all.get(i))))
          .as(all.get(i))
          .extracting(DirectoryEntry::key)
          .containsExactlyElementsOf(all.subList(i + 1, all.size()));
    }
    assertThat(all(store().listDirectory("d/", "c"))).hasSize(7);
    assertThat(all(store().listDirectory("d/", "d/a/b"))).hasSize(5);
    assertThat(all(store().listDirectory("d/", "e"))).isEmpty();
  }

  @Test
  public void directoryListingTakesOnlyDirectories() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> store().listDirectory("no-slash"))
        .withMessageContaining("no-slash");
  }

  // Deleting

  @Test
  public void deletedObjectIsMissing() throws IOException {
    put("dir/key", "text");
    store().delete("dir/key", null);
    assertThat(keys("")).isEmpty();
    assertThat(all(store().listDirectory(""))).isEmpty();
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store().stat("dir/key", null))
        .withMessageContaining("dir/key");
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store().open("dir/key", ReadOptions.ALL))
        .withMessageContaining("dir/key");
    put("dir/key", "again");
    assertThat(text("dir/key")).isEqualTo("again");
  }

  @Test
  public void deleteTouchesNoOtherKey() throws IOException {
    List<String> keys = List.of("foo-bar", "foo.txt", "foo/a", "foo/b/c", "foobar");
    for (String key : keys) {
      put(key, "x");
    }
    for (String key : List.of("foo", "foo/", "fo", "foo/b", "foo/b/", "none", "none/at/all")) {
      store().delete(key, null);
    }
    assertThat(store().deleteAll(List.of("foo", "foo/", "foo/b/", "none"))).isEmpty();
    assertThat(keys("")).isEqualTo(keys);
    store().delete("foo/a", null);
    assertThat(keys("")).containsExactly("foo-bar", "foo.txt", "foo/b/c", "foobar");
  }

  @Test
  public void manyObjectsAreDeletedInOneRequest() throws IOException {
    for (String key : List.of("a", "b/c", "b/d", "e")) {
      put(key, "x");
    }
    assertThat(store().deleteAll(List.of("a", "b/d", "missing", "e"))).isEmpty();
    assertThat(keys("")).containsExactly("b/c");
    assertThat(store().deleteAll(List.of())).isEmpty();
    assertThat(keys("")).containsExactly("b/c");
  }

  // Copying

  @Test
  public void copyHasTheContentAndNewMetadata() throws IOException {
    byte[] content = randomBytes(100_000);
    store()
        .put(
            "from/a key+%2F\u00e9",
            Content.of(content),
            new WriteOptions(Map.of("old", "1"), "text/x-old", null, Precondition.none()));
    WriteResult copied =
        copy(
            "from/a key+%2F\u00e9",
            "to/another key?&\ud83d\ude80",
            new WriteOptions(Map.of("new", "2"), "text/x-new", null, Precondition.none()));

    assertThat(copied.key()).isEqualTo("to/another key?&\ud83d\ude80");
    assertThat(bytes("to/another key?&\ud83d\ude80", null)).isEqualTo(content);
    ObjectStat stat = store().stat("to/another key?&\ud83d\ude80", null);
    assertThat(stat.eTag()).isEqualTo(copied.eTag());
    assertThat(stat.versionId()).isEqualTo(copied.versionId());
    assertThat(stat.userMetadata()).isEqualTo(Map.of("new", "2"));
    assertThat(stat.contentType()).isEqualTo("text/x-new");
    assertThat(store().stat("from/a key+%2F\u00e9", null).userMetadata())
        .isEqualTo(Map.of("old", "1"));
  }

  @Test
  public void copyOntoItselfChangesTheMetadata() throws IOException {
    store().put("key", Content.of(new byte[5]), WriteOptions.withMetadata(Map.of("a", "1")));
    copy("key", "key", WriteOptions.withMetadata(Map.of("b", "2")));
    assertThat(bytes("key", null)).isEqualTo(new byte[5]);
    assertThat(store().stat("key", null).userMetadata()).isEqualTo(Map.of("b", "2"));
  }

  @Test
  public void copyOfZeroBytesWorks() throws IOException {
    put("empty", "");
    copy("empty", "copy", WriteOptions.NONE);
    assertThat(store().stat("copy", null).size()).isZero();
  }

  @Test
  public void copyFailsWhenTheSourceHasChanged() throws IOException {
    put("from", "old");
    ObjectStat old = withoutVersion(store().stat("from", null));
    put("from", "new");
    put("to", "before");
    assertThatExceptionOfType(PreconditionFailedException.class)
        .isThrownBy(() -> store().copy(store(), old, "to", WriteOptions.NONE))
        .withMessageContaining("from");
    assertThat(text("to")).isEqualTo("before");
  }

  @Test
  public void copyFailsWhenTheSourceIsGone() throws IOException {
    put("from", "text");
    ObjectStat gone = withoutVersion(store().stat("from", null));
    store().delete("from", null);
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> store().copy(store(), gone, "to", WriteOptions.NONE))
        .withMessageContaining("from");
    assertThat(keys("")).isEmpty();
  }

  @Test
  public void copyHonoursItsCondition() throws IOException {
    put("from", "text");
    put("to", "before");
    assertThatExceptionOfType(PreconditionFailedException.class)
        .isThrownBy(() -> copy("from", "to", onlyIf(new Precondition.IfAbsent())))
        .withMessageContaining("to");
    assertThat(text("to")).isEqualTo("before");
    copy("from", "new", onlyIf(new Precondition.IfAbsent()));
    assertThat(text("new")).isEqualTo("text");
  }

  private WriteResult copy(String from, String to, WriteOptions options) throws IOException {
    assertThat(store().canCopyFrom(store())).isTrue();
    return store().copy(store(), store().stat(from, null), to, options);
  }

  /** The stat of "whatever is current", as a listing without version ids gives it. */
  private static ObjectStat withoutVersion(ObjectStat stat) {
    return new ObjectStat(
        stat.key(),
        stat.size(),
        stat.lastModified(),
        stat.eTag(),
        null,
        stat.userMetadata(),
        stat.contentType(),
        stat.sha256());
  }

  private interface Opener {
    InputStream open() throws IOException;
  }

  private static Content content(long size, Opener opener) {
    return new Content() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open() throws IOException {
        return opener.open();
      }
    };
  }

  private static byte[] randomBytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }
}
