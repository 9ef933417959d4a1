package io.t4.packages;

import io.t4.hashing.ContentHash;
import io.t4.hashing.HashAlgorithm;
import io.t4.session.T4Session;
import io.t4.storage.Content;
import io.t4.storage.StorageFailures;
import io.t4.storage.local.AtomicFile;
import io.t4.transfer.LocalContent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Content of packages on this machine, by its hash, so that each is fetched only once: whatever
 * installs, fetches or reads entries looks here first.
 *
 * <p>It is in the user's cache directory, at {@code objects/<hash type>/<two digits>/<hash in
 * hexadecimal digits>}. Content is hashed when it is put there, and again each time that it is
 * used; what is damaged is dropped and fetched again. It is limited to 5 GiB, or to what {@code
 * $T4_CACHE_LIMIT} or the setting {@code cache_limit} say; what was used longest ago goes first.
 * Content that is larger than an eighth of that is not kept; nor are local files, nor what has a
 * checksum only, which others could match with content of their choice.
 *
 * <p>Safe for use from many threads and processes. What can't be kept is no error: the cache may be
 * on a full or read-only disk.
 */
public final class ObjectCache {
  private static final Logger LOG = LoggerFactory.getLogger(ObjectCache.class);

  /** The part of the limit that one object may take. */
  private static final int LARGEST_PART = 8;

  /** After that part of the limit has come in, all is counted again: other processes add, too. */
  private static final int COUNTING_PART = 16;

  /** So old a temporary file must be for its process to have ended. */
  private static final Duration ABANDONED = Duration.ofDays(1);

  /** What this process has put into a directory since it counted; negative before the first. */
  private static final Map<Path, AtomicLong> ADDED = new ConcurrentHashMap<>();

  /** Two that count the same excess would both remove it, and leave little or nothing. */
  private static final Object REMOVING = new Object();

  private final T4Session session;
  private final Path directory;

  private ObjectCache(T4Session session, Path directory) {
    this.session = session;
    this.directory = directory;
  }

  /** The cache of a session's user. It need not exist yet. */
  public static ObjectCache of(T4Session session) {
    return new ObjectCache(
        session, session.directories().cache().toAbsolutePath().normalize().resolve("objects"));
  }

  /** Where it is. */
  public Path directory() {
    return directory;
  }

  /**
   * How many bytes it may hold; 0 if nothing is kept.
   *
   * @throws io.t4.error.ConfigException if variable or setting are malformed
   */
  public long limit() {
    return CacheLimit.of(session);
  }

  // For users ----------------------------------------------------------------------------------

  /** How much it holds. */
  public CacheUsage usage() {
    return translating(
        "look at",
        () -> {
          Counter counter = new Counter();
          visit(counter::add);
          return counter.usage();
        });
  }

  /**
   * Tells of each object, in no order.
   *
   * @param action must not throw
   */
  public void forEach(Consumer<CachedObject> action) {
    translating(
        "look at",
        () -> {
          visit(
              file -> {
                CachedObject object = object(file);
                if (object != null) {
                  action.accept(object);
                }
              });
          return directory;
        });
  }

  /**
   * Removes all of it. What another process puts there meanwhile may stay.
   *
   * @return what was removed
   */
  public CacheUsage clear() {
    return prune(0);
  }

  /**
   * Removes what is over the limit.
   *
   * @return what was removed
   */
  public CacheUsage prune() {
    return prune(limit());
  }

  /**
   * Removes what was used longest ago, until the rest is small enough.
   *
   * @param bytes of what may stay
   * @return what was removed
   */
  public CacheUsage prune(long bytes) {
    return translating("remove content of", () -> removeOldest(bytes));
  }

  // For entries --------------------------------------------------------------------------------

  /** A file with the content, which was found right now; a damaged one is removed. */
  Optional<Path> find(EntryCheck check) {
    Path file = file(check.expected());
    if (file == null) {
      return Optional.empty();
    }
    try {
      if (LocalContent.reading(file, check::surelyFits)) {
        touch(file);
        return Optional.of(file);
      }
      LOG.warn("{} is damaged; the content is fetched again", file);
      Files.deleteIfExists(file);
    } catch (NoSuchFileException e) {
      // Never here, or gone.
    } catch (IOException e) {
      LOG.debug("{} is left out", file, e);
    }
    return Optional.empty();
  }

  /** A directory that is read-only is used in the order in which it was filled. */
  private static void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    } catch (IOException e) {
      LOG.debug("{} keeps its time", file, e);
    }
  }

  /**
   * Checks content, reading it once, and keeps a copy of it.
   *
   * @throws io.t4.error.FormatException if it isn't what the entry has; then there is no copy
   * @throws IOException if the content can't be read
   */
  void requireAndAdd(EntryCheck check, Content content) throws IOException {
    Path file = file(check.expected());
    long limit = limit();
    if (file == null || content.size() > limit / LARGEST_PART || limit == 0) {
      check.require(content);
      return;
    }
    try (Copy copy = new Copy(file)) {
      check.copy(content, copy);
      copy.commit();
    }
    added(content.size(), limit);
  }

  /** A file of the cache in the making; if it can't be written, there just is none. */
  private static final class Copy extends OutputStream {
    private final Path file;
    private @Nullable AtomicFile target;
    private @Nullable OutputStream out;

    Copy(Path file) {
      this.file = file;
      try {
        AtomicFile made = AtomicFile.create(file);
        target = made;
        out = Files.newOutputStream(made.temporary());
      } catch (IOException e) {
        giveUp(e);
      }
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      OutputStream open = out;
      if (open != null) {
        try {
          open.write(bytes, offset, length);
        } catch (IOException e) {
          giveUp(e);
        }
      }
    }

    void commit() {
      OutputStream open = out;
      AtomicFile written = target;
      if (open != null && written != null) {
        try {
          open.close();
          written.commit();
        } catch (IOException e) {
          giveUp(e);
        }
      }
    }

    private void giveUp(IOException e) {
      LOG.debug("{} is not kept", file, e);
      close();
    }

    @Override
    public void close() {
      OutputStream open = out;
      AtomicFile written = target;
      out = null;
      target = null;
      try {
        if (open != null) {
          open.close();
        }
      } catch (IOException e) {
        LOG.debug("{} is not kept", file, e);
      }
      try {
        if (written != null) {
          written.close();
        }
      } catch (IOException e) {
        LOG.debug("{} stays behind", written.temporary(), e);
      }
    }
  }

  /** Where content of that hash belongs; null if it is not kept. */
  private @Nullable Path file(@Nullable ContentHash hash) {
    return hash == null || hash.type().equals(HashAlgorithm.CRC64NVME.type())
        ? null
        : HashPath.of(hash).map(directory::resolve).orElse(null);
  }

  private @Nullable CachedObject object(CachedFile file) {
    Path type = file.path().getName(directory.getNameCount());
    HashAlgorithm algorithm = HashAlgorithm.ofType(type.toString()).orElse(null);
    if (algorithm == null) {
      return null;
    }
    String digits = file.path().getFileName().toString();
    try {
      String value =
          algorithm == HashAlgorithm.SHA256
              ? digits
              : Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digits));
      return new CachedObject(algorithm.named(value), file.size(), file.used());
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  // Keeping to the limit -----------------------------------------------------------------------

  private record CachedFile(Path path, long size, Instant used) {}

  private static final class Counter {
    private long count;
    private long bytes;

    void add(CachedFile file) {
      count++;
      bytes += file.size();
    }

    CacheUsage usage() {
      return new CacheUsage(count, bytes);
    }
  }

  private void added(long bytes, long limit) {
    AtomicLong sum = ADDED.computeIfAbsent(directory, path -> new AtomicLong(-1));
    long before = sum.getAndUpdate(old -> Math.max(old, 0) + bytes);
    if (before < 0 || before + bytes > limit / COUNTING_PART) {
      sum.set(0);
      try {
        removeOldest(limit - limit / COUNTING_PART);
      } catch (IOException e) {
        LOG.debug("{} is not cleaned up", directory, e);
      }
    }
  }

  /**
   * Two walks, so that memory stays small however many files there are: one counts what was used in
   * each second, one removes.
   */
  private CacheUsage removeOldest(long mayStay) throws IOException {
    synchronized (REMOVING) {
      return removeOldestAlone(mayStay);
    }
  }

  private CacheUsage removeOldestAlone(long mayStay) throws IOException {
    TreeMap<Long, Long> bytesBySecond = new TreeMap<>();
    visit(file -> bytesBySecond.merge(file.used().getEpochSecond(), file.size(), Long::sum));
    long excess = -mayStay;
    for (long bytes : bytesBySecond.values()) {
      excess += bytes;
    }
    Counter removed = new Counter();
    boolean everything = mayStay == 0;
    if (excess <= 0 && !everything) {
      return removed.usage();
    }
    long ofOlder = 0;
    long last = Long.MAX_VALUE;
    for (Map.Entry<Long, Long> second : bytesBySecond.entrySet()) {
      if (!everything && ofOlder + second.getValue() >= excess) {
        last = second.getKey();
        break;
      }
      ofOlder += second.getValue();
    }
    long newestToGo = last;
    long ofNewest = excess - ofOlder;
    AtomicLong rest = new AtomicLong(ofNewest);
    visit(
        file -> {
          long second = file.used().getEpochSecond();
          boolean goes =
              second < newestToGo || (second == newestToGo && rest.getAndAdd(-file.size()) > 0);
          if (goes && Files.deleteIfExists(file.path())) {
            removed.add(file);
          }
        });
    return removed.usage();
  }

  @FunctionalInterface
  private interface Visit {
    void of(CachedFile file) throws IOException;
  }

  /** Visits all files; what killed processes have left is removed on the way. */
  private void visit(Visit visit) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Instant abandoned = Instant.now().minus(ABANDONED);
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
              throws IOException {
            Instant used = attributes.lastModifiedTime().toInstant();
            if (!AtomicFile.isTemporary(path.getFileName().toString())) {
              if (attributes.isRegularFile() && path.getNameCount() == depth()) {
                visit.of(new CachedFile(path, attributes.size(), used));
              }
            } else if (used.isBefore(abandoned)) {
              Files.deleteIfExists(path);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }
        });
  }

  /** Of files; what lies elsewhere isn't ours. */
  private int depth() {
    return directory.getNameCount() + 3;
  }

  private <T> T translating(String action, StorageFailures.Operation<T> operation) {
    return StorageFailures.translating(action + " the cache " + directory, operation);
  }

  @Override
  public String toString() {
    return "ObjectCache[" + directory + "]";
  }
}
