package io.t4.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.t4.storage.ByteRange;
import io.t4.storage.Content;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.PreconditionFailedException;
import io.t4.storage.ReadOptions;
import io.t4.storage.TransientStorageException;
import io.t4.storage.WriteOptions;
import io.t4.storage.memory.MemoryObjectStore;
import io.t4.transfer.BreakingStore.Break;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads over connections that break: 19 to 21 of the project's list of faults. */
class BrokenConnectionsTest {
  private static final String KEY = "dir/object.bin";

  @TempDir Path disk;

  private final Parallelism parallelism = new Parallelism(4);
  private final Transfers transfers = new Transfers(parallelism, TransferListener.NONE);

  @AfterEach
  void close() {
    parallelism.close();
  }

  @Test
  void aBrokenDownloadGoesOnWhereItBroke() throws IOException {
    MemoryObjectStore memory = MemoryObjectStore.versioned("bucket");
    byte[] content = random(250_000);
    put(memory, content);
    ObjectStat stat = memory.stat(KEY, null);
    BreakingStore store = new BreakingStore(memory, 100_000, Break.ERROR);
    // Somebody replaces the object meanwhile: the version that was begun goes on.
    store.onBreak(() -> put(memory, "newer".getBytes(UTF_8)));
    transfers.download(store, stat.summary(), target());
    assertThat(target()).hasBinaryContent(content);
    assertThat(store.requests())
        .containsExactly(
            ReadOptions.version(stat.versionId()), rest(stat, 100_000), rest(stat, 200_000));
  }

  @Test
  void rangesOfALargeObjectGoOnToo() throws IOException {
    MemoryObjectStore memory = MemoryObjectStore.versioned("bucket");
    byte[] content = random((20 << 20) + 1);
    put(memory, content);
    BreakingStore store = new BreakingStore(memory, 3 << 20, Break.ERROR);
    transfers.download(store, memory.stat(KEY, null).summary(), target());
    assertThat(target()).hasBinaryContent(content);
    assertThat(store.requests()).hasSizeGreaterThan(6);
  }

  @Test
  void anObjectThatIsReplacedMeanwhileIsNotMixed() throws IOException {
    MemoryObjectStore memory = MemoryObjectStore.unversioned("bucket");
    put(memory, random(250_000));
    Files.writeString(target(), "what was there before");
    BreakingStore store = new BreakingStore(memory, 100_000, Break.ERROR);
    store.onBreak(() -> put(memory, random(250_001)));
    assertThatThrownBy(() -> transfers.download(store, memory.stat(KEY, null).summary(), target()))
        .isInstanceOf(PreconditionFailedException.class)
        .hasMessageContaining(KEY);
    assertOnlyTheFormerFileIsThere();
  }

  @Test
  void aConnectionThatBreaksForEverEndsAfterBoundedAttempts() throws IOException {
    MemoryObjectStore memory = MemoryObjectStore.versioned("bucket");
    put(memory, random(1_000));
    Files.writeString(target(), "what was there before");
    BreakingStore store = new BreakingStore(memory, 0, Break.ERROR);
    assertThatThrownBy(() -> transfers.download(store, memory.stat(KEY, null).summary(), target()))
        .isInstanceOf(TransientStorageException.class)
        .hasMessageContaining(KEY)
        .hasMessageContaining("connection reset");
    assertThat(store.requests()).hasSizeBetween(2, 10);
    assertOnlyTheFormerFileIsThere();
  }

  @Test
  void aBodyThatIsTooShortIsNoFile() throws IOException {
    MemoryObjectStore memory = MemoryObjectStore.versioned("bucket");
    // In one piece, and in ranges, of which the last is whole.
    for (int size : new int[] {1_000, (16 << 20) + 300}) {
      put(memory, random(size));
      Files.writeString(target(), "what was there before");
      ObjectStore store = new BreakingStore(memory, 400, Break.SILENT_END);
      assertThatThrownBy(
              () -> transfers.download(store, memory.stat(KEY, null).summary(), target()))
          .isInstanceOf(TransientStorageException.class)
          .hasMessageContaining(KEY)
          .hasMessageContaining("400 bytes arrived of");
      assertOnlyTheFormerFileIsThere();
    }
  }

  private void assertOnlyTheFormerFileIsThere() {
    assertThat(target()).hasContent("what was there before");
    assertThat(disk.toFile().list()).containsExactly("object.bin");
  }

  private Path target() {
    return disk.resolve("object.bin");
  }

  private static ReadOptions rest(ObjectStat stat, long from) {
    return new ReadOptions(stat.versionId(), new ByteRange(from, stat.size() - from), stat.eTag());
  }

  private static void put(ObjectStore store, byte[] content) {
    try {
      store.put(KEY, Content.of(content), WriteOptions.NONE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    return bytes;
  }
}
