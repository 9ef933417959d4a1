package io.t4.transfer;

import io.t4.storage.ByteRange;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ReadOptions;
import io.t4.storage.TransientStorageException;
import io.t4.storage.local.AtomicFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Brings an object to a local file, which appears whole or not at all. */
final class Download {
  private static final int BUFFER = 1 << 16;

  /** Breaks without any progress in between that are put up with. */
  private static final int MAX_BREAKS = 5;

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

  private final Parallelism parallelism;
  private final TransferListener listener;

  Download(Parallelism parallelism, TransferListener listener) {
    this.parallelism = parallelism;
    this.listener = listener;
  }

  /** What the user of a download does with the finished temporary file before it gets its name. */
  @FunctionalInterface
  interface Finish {
    void apply(Path temporary, ObjectStat stat) throws IOException;
  }

  /**
   * @param object the version that is known from a listing or stat; its version id, if any, is what
   *     is read
   */
  ObjectStat file(ObjectStore store, ObjectSummary object, Path target, Finish finish)
      throws IOException {
    try (AtomicFile file = AtomicFile.create(target)) {
      ObjectStat stat;
      try (FileChannel channel = FileChannel.open(file.temporary(), StandardOpenOption.WRITE)) {
        stat = content(store, object, channel);
      }
      finish.apply(file.temporary(), stat);
      file.commit();
      return stat;
    }
  }

  private ObjectStat content(ObjectStore store, ObjectSummary object, FileChannel channel)
      throws IOException {
    if (PartPlan.download(object.size()).count() <= 1 || object.eTag() == null) {
      return stretch(store, object.key(), object.versionId(), null, null, channel);
    }
    // The ETag holds the ranges together: all come from one version, or the download fails.
    ObjectStat stat = store.stat(object.key(), object.versionId());
    parallelism.forEachPart(
        PartPlan.download(stat.size()).ranges(),
        range -> stretch(store, object.key(), object.versionId(), range, stat.eTag(), channel));
    return stat;
  }

  /** Reads one stretch of the object, going on where the connection broke. */
  private ObjectStat stretch(
      ObjectStore store,
      String key,
      @Nullable String versionId,
      @Nullable ByteRange range,
      @Nullable String ifMatch,
      FileChannel channel)
      throws IOException {
    long start = range == null ? 0 : range.offset();
    long position = start;
    int breaks = 0;
    ReadOptions request = new ReadOptions(versionId, range, ifMatch);
    while (true) {
      try (ObjectContent content = store.open(key, request)) {
        ObjectStat stat = content.stat();
        long end = range == null ? stat.size() : range.last() + 1;
        try {
          long reached = copy(content.stream(), channel, position, key);
          if (reached != end) {
            // In the middle of a file nothing else would tell that a piece is missing.
            throw new TransientStorageException(
                key, "%d bytes arrived of %d".formatted(reached - start, end - start));
          }
          return stat;
        } catch (ConnectionBroke broke) {
          breaks = broke.position > position ? 1 : breaks + 1;
          if (breaks > MAX_BREAKS) {
            throw broke.failure;
          }
          if (stat.eTag() == null || broke.position >= end) {
            // Nothing vouches that a rest would be of the same version: begin again.
            listener.progressed(key, start - broke.position);
            position = start;
          } else {
            position = broke.position;
            request =
                new ReadOptions(versionId, new ByteRange(position, end - position), stat.eTag());
          }
        }
      }
      pause(breaks);
    }
  }

  /** Returns where the next byte would have gone. */
  private long copy(InputStream in, FileChannel channel, long start, String key)
      throws IOException, ConnectionBroke {
    byte[] buffer = new byte[BUFFER];
    long position = start;
    while (true) {
      int n;
      try {
        n = in.read(buffer);
      } catch (IOException e) {
        throw new ConnectionBroke(position, e);
      }
      if (n < 0) {
        return position;
      }
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, n);
      while (bytes.hasRemaining()) {
        position += channel.write(bytes, position);
      }
      listener.progressed(key, n);
    }
  }

  private static void pause(int breaks) {
    long most = FIRST_PAUSE.toNanos() << (breaks - 1);
    LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }

  /** Reading from the store failed, as opposed to writing to the disk. */
  private static final class ConnectionBroke extends Exception {
    private final long position;
    private final IOException failure;

    private ConnectionBroke(long position, IOException failure) {
      super(failure);
      this.position = position;
      this.failure = failure;
    }
  }
}
