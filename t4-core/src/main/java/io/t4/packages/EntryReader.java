package io.t4.packages;

import io.t4.error.FormatException;
import io.t4.error.TooLargeException;
import io.t4.formats.FormatDescriptor;
import io.t4.formats.Formats;
import io.t4.session.T4Session;
import io.t4.storage.Content;
import io.t4.storage.Location;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import io.t4.storage.ReadOptions;
import io.t4.storage.StorageFailures;
import io.t4.storage.local.AtomicFile;
import io.t4.storage.local.Scratch;
import io.t4.transfer.LocalContent;
import io.t4.transfer.TransferListener;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the content of an entry and checks it before anybody gets it, by way of the cache for what
 * isn't on this machine. Safe for use from many threads.
 */
final class EntryReader {
  /** What a Java array holds, less the few words that some JVMs need. */
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  /** Larger objects are worth a request that allows to fetch them in parts. */
  private static final long IN_ONE_PIECE = 16L << 20;

  private final T4Session session;
  private final @Nullable String logicalKey;

  /**
   * @param logicalKey for messages; null if it isn't known
   */
  EntryReader(T4Session session, @Nullable String logicalKey) {
    this.session = session;
    this.logicalKey = logicalKey;
  }

  /** What is done with a file that holds the entry's content, which must not be changed. */
  @FunctionalInterface
  interface Reading<T> {
    T of(Path file) throws IOException;
  }

  byte[] bytes(PackageEntry entry) {
    EntryCheck check = check(entry);
    requireArray(check, entry.size().orElse(0));
    return translating(
        check,
        () -> {
          if (isLocal(entry)) {
            byte[] bytes = wholeFile(check, entry.physicalKey().path());
            check.require(Content.of(bytes));
            return bytes;
          }
          return withFile(entry, check, file -> wholeFile(check, file));
        });
  }

  private static byte[] wholeFile(EntryCheck check, Path file) throws IOException {
    requireArray(check, Files.size(file));
    return Files.readAllBytes(file);
  }

  private static void requireArray(EntryCheck check, long size) {
    if (size > MAX_ARRAY) {
      throw new TooLargeException(
          "%s has %d bytes, and an array takes %d; read it with openStream or fetch."
              .formatted(check.name(), size, MAX_ARRAY));
    }
  }

  InputStream stream(PackageEntry entry) {
    EntryCheck check = check(entry);
    return translating(
        check,
        () -> {
          Location location = entry.physicalKey();
          if (isLocal(entry)) {
            return stream(location.path(), check);
          }
          Optional<Path> cached = cache().find(check);
          if (cached.isPresent()) {
            return stream(cached.get(), check);
          }
          ObjectContent content =
              session
                  .store(location.withoutKey())
                  .open(location.key(), ReadOptions.version(location.versionId()));
          return stream(content.stream(), content.stat().size(), check);
        });
  }

  private static InputStream stream(Path file, EntryCheck check) throws IOException {
    return stream(Files.newInputStream(file), Files.size(file), check);
  }

  private static InputStream stream(InputStream content, long size, EntryCheck check)
      throws IOException {
    try {
      check.requireSize(size);
    } catch (FormatException e) {
      content.close();
      throw e;
    }
    return new CheckedEntryStream(content, size, check);
  }

  Object value(PackageEntry entry, Type type) {
    EntryCheck check = check(entry);
    return translating(
        check,
        () ->
            withFile(
                entry,
                check,
                file -> {
                  FormatDescriptor format = FormatDescriptor.recordedIn(entry.asMap()).orElse(null);
                  String key = formatKey(entry, format);
                  return session
                      .formats()
                      .read(key, Formats.source(file, key), format, type, Map.of());
                }));
  }

  /** The key whose extension tells the format: the object's own, if it has one that is known. */
  private String formatKey(PackageEntry entry, @Nullable FormatDescriptor format) {
    Location location = entry.physicalKey();
    String physical = isLocal(entry) ? location.path().toString() : location.key();
    String logical = logicalKey;
    return logical == null || session.formats().handles(physical, format) ? physical : logical;
  }

  /** Whether a fetched file had to be moved. */
  enum Fetched {
    MOVED,
    THERE_ALREADY
  }

  /**
   * Brings the content to a file, which appears when it is known to be right. A file that is right
   * already stays.
   *
   * @throws FormatException if the content isn't the entry's; the target is as it was
   */
  Fetched fetch(PackageEntry entry, Path target) throws IOException {
    EntryCheck check = check(entry);
    if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
        && LocalContent.reading(target, check::surelyFits)) {
      listener().unchanged(transferKey(entry), Files.size(target));
      return Fetched.THERE_ALREADY;
    }
    if (isLocal(entry)) {
      copy(entry, check, entry.physicalKey().path(), target);
      return Fetched.MOVED;
    }
    Optional<Path> cached = cache().find(check);
    if (cached.isPresent()) {
      copy(entry, check, cached.get(), target);
    } else {
      download(entry, check, target);
    }
    return Fetched.MOVED;
  }

  /** As {@link #fetch}, for users: errors name the entry. */
  void fetchTo(Path target, PackageEntry entry) {
    EntryCheck check = check(entry);
    StorageFailures.running(
        "fetch the entry %s to %s".formatted(check.name(), target),
        () -> {
          Fetched unused = fetch(entry, target);
        });
  }

  /** The key by which listeners of transfers know the entry. */
  String transferKey(PackageEntry entry) {
    String logical = logicalKey;
    return isLocal(entry)
        ? logical == null ? entry.physicalKey().path().toString() : logical
        : entry.physicalKey().key();
  }

  private void copy(PackageEntry entry, EntryCheck check, Path from, Path target)
      throws IOException {
    try (AtomicFile file = AtomicFile.create(target)) {
      long size =
          LocalContent.reading(
              from,
              content -> {
                try (OutputStream out = Files.newOutputStream(file.temporary())) {
                  check.copy(content, out);
                }
                return content.size();
              });
      file.commit();
      listener().progressed(transferKey(entry), size);
      listener().completed(transferKey(entry));
    }
  }

  private void download(PackageEntry entry, EntryCheck check, Path target) throws IOException {
    Location location = entry.physicalKey();
    ObjectStore store = session.store(location.withoutKey());
    session
        .transfers()
        .downloadChecked(
            store,
            object(store, location, check),
            target,
            file ->
                LocalContent.reading(
                    file,
                    content -> {
                      cache().requireAndAdd(check, content);
                      return file;
                    }));
  }

  private static ObjectSummary object(ObjectStore store, Location location, EntryCheck check)
      throws IOException {
    if (check.size().isPresent() && check.size().getAsLong() <= IN_ONE_PIECE) {
      return new ObjectSummary(
          location.key(), check.size().getAsLong(), Instant.EPOCH, null, location.versionId());
    }
    ObjectSummary object = store.stat(location.key(), location.versionId()).summary();
    check.requireSize(object.size());
    return object;
  }

  /** Does something with a file of the content, which has been checked. */
  private <T> T withFile(PackageEntry entry, EntryCheck check, Reading<T> reading)
      throws IOException {
    if (isLocal(entry)) {
      Path file = entry.physicalKey().path();
      return LocalContent.reading(
          file,
          content -> {
            check.require(content);
            return reading.of(file);
          });
    }
    Optional<Path> cached = cache().find(check);
    if (cached.isPresent()) {
      return reading.of(cached.get());
    }
    try (Scratch directory = Scratch.directory()) {
      Path file = directory.path().resolve("content");
      download(entry, check, file);
      return reading.of(file);
    }
  }

  private EntryCheck check(PackageEntry entry) {
    return EntryCheck.of(logicalKey, entry);
  }

  private ObjectCache cache() {
    return ObjectCache.of(session);
  }

  private TransferListener listener() {
    return session.transfers().listener();
  }

  private static boolean isLocal(PackageEntry entry) {
    return entry.physicalKey().scheme().equals("file");
  }

  private static <T> T translating(EntryCheck check, StorageFailures.Operation<T> operation) {
    return StorageFailures.translating("read the entry " + check.name(), operation);
  }
}
