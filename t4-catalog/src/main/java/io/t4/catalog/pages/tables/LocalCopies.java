package io.t4.catalog.pages.tables;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.settings.TableSettings;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStat;
import io.t4.storage.ReadOptions;
import io.t4.storage.SupportsLocalFiles;
import io.t4.storage.local.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Objects as files that workers read. Those in directories are read where they are; of others a
 * copy is made, and kept while it is looked at, as far as there is room. Safe for use from many
 * threads.
 */
final class LocalCopies implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalCopies.class);

  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final Duration LIMIT = Duration.ofMinutes(3);

  /** What is left to everybody else on the disk. */
  private static final long RESERVE = 1L << 30;

  private static final int BUFFER = 256 * 1024;

  private final TableSettings settings;
  private final Map<Content, Copy> copies = new HashMap<>();

  LocalCopies(TableSettings settings) {
    this.settings = settings;
  }

  /** What never changes. */
  private record Content(String bucket, String key, @Nullable String version, String eTag) {}

  /** A file that is there until it is closed. */
  interface Lease extends AutoCloseable {
    /** Where it is. */
    Path path();

    @Override
    void close();
  }

  /**
   * The content of an object.
   *
   * @param stat as the bucket tells it now; if it has changed since, that is an error
   * @throws TableException if it is too large to be copied, or there is no room
   */
  Lease open(ServedBucket bucket, ObjectStat stat) throws IOException {
    if (bucket.store() instanceof SupportsLocalFiles local) {
      return new InPlace(local.file(stat.key()));
    }
    Copy copy = lease(bucket, stat);
    try {
      copy.fill(bucket, stat);
      return copy;
    } catch (IOException | RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  private record InPlace(Path path) implements Lease {
    @Override
    public void close() {
      // It is not ours.
    }
  }

  private synchronized Copy lease(ServedBucket bucket, ObjectStat stat) throws IOException {
    Content content =
        new Content(bucket.uri(), stat.key(), stat.versionId(), String.valueOf(stat.eTag()));
    Copy known = copies.get(content);
    if (known != null) {
      known.leases++;
      return known;
    }
    requireRoom(stat);
    Copy copy = new Copy(content, stat.size(), Scratch.file(""));
    copies.put(content, copy);
    return copy;
  }

  private void requireRoom(ObjectStat stat) throws IOException {
    if (stat.size() > settings.maxDownloadBytes()) {
      throw new TableException(
          TableException.Kind.UNREADABLE,
          "'%s' has %d bytes; of this bucket, objects of up to %d bytes are read as whole tables"
              .formatted(stat.key(), stat.size(), settings.maxDownloadBytes()));
    }
    removeUnused(KEPT);
    long most = settings.maxCopiesBytes() - stat.size();
    while (total() > most) {
      Optional<Copy> oldest =
          copies.values().stream()
              .filter(copy -> copy.leases == 0)
              .min(Comparator.comparingLong(copy -> copy.usedNanos));
      if (oldest.isEmpty()) {
        throw noRoom();
      }
      remove(oldest.get());
    }
    try (Scratch probe = Scratch.file("")) {
      if (Files.getFileStore(probe.path()).getUsableSpace() - RESERVE < stat.size()) {
        throw noRoom();
      }
    }
  }

  private static TableException noRoom() {
    return new TableException(
        TableException.Kind.BUSY, "There is no room for a copy of this object now.");
  }

  private long total() {
    return copies.values().stream().mapToLong(copy -> copy.size).sum();
  }

  /** Removes copies that nobody has looked at for that long. */
  private void removeUnused(Duration since) {
    long now = System.nanoTime();
    copies.values().stream()
        .filter(copy -> copy.leases == 0 && now - copy.usedNanos > since.toNanos())
        .toList()
        .forEach(this::remove);
  }

  /** Removes those that are not looked at any more. */
  synchronized void removeUnused() {
    removeUnused(KEPT);
  }

  private void remove(Copy copy) {
    copies.remove(copy.content);
    try {
      copy.file.close();
    } catch (IOException e) {
      LOG.warn("a copy of {} stays behind: {}", copy.content.key(), e.getMessage());
    }
  }

  private synchronized void giveBack(Copy copy) {
    copy.leases--;
    copy.usedNanos = System.nanoTime();
    if (copy.leases == 0 && !copy.isFull) {
      remove(copy);
    }
  }

  /** How many bytes of copies there are. */
  synchronized long bytes() {
    return total();
  }

  /** Removes all that nobody reads. */
  @Override
  public synchronized void close() {
    copies.values().stream().filter(copy -> copy.leases == 0).toList().forEach(this::remove);
  }

  /** One copy; what it counts is guarded by its owner, its filling by itself. */
  private final class Copy implements Lease {
    private final Content content;
    private final long size;
    private final Scratch file;
    private int leases = 1;
    private long usedNanos = System.nanoTime();
    private volatile boolean isFull;

    Copy(Content content, long size, Scratch file) {
      this.content = content;
      this.size = size;
      this.file = file;
    }

    @Override
    public Path path() {
      return file.path();
    }

    /** Whoever comes while it is filled waits for it. */
    synchronized void fill(ServedBucket bucket, ObjectStat stat) throws IOException {
      if (isFull) {
        return;
      }
      ReadOptions asKnown = new ReadOptions(stat.versionId(), null, stat.eTag());
      long end = System.nanoTime() + LIMIT.toNanos();
      try (ObjectContent object = bucket.store().open(stat.key(), asKnown);
          OutputStream out = Files.newOutputStream(file.path())) {
        InputStream in = object.stream();
        byte[] buffer = new byte[BUFFER];
        long left = size;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
          left -= n;
          if (left < 0) {
            throw new IOException("'" + stat.key() + "' has more bytes than its bucket tells");
          }
          if (System.nanoTime() - end > 0) {
            throw new TableException(
                TableException.Kind.LATE,
                "Copying this object took longer than %d seconds and was ended."
                    .formatted(TimeUnit.NANOSECONDS.toSeconds(LIMIT.toNanos())));
          }
          out.write(buffer, 0, n);
        }
      }
      isFull = true;
    }

    @Override
    public void close() {
      giveBack(this);
    }
  }
}
