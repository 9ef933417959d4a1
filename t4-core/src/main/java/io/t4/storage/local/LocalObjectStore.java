package io.t4.storage.local;

import io.t4.storage.ByteRange;
import io.t4.storage.Change;
import io.t4.storage.Content;
import io.t4.storage.DeleteFailure;
import io.t4.storage.DirectoryEntry;
import io.t4.storage.InvalidObjectKeyException;
import io.t4.storage.Listing;
import io.t4.storage.Location;
import io.t4.storage.ObjectContent;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import io.t4.storage.PreconditionFailedException;
import io.t4.storage.ReadOptions;
import io.t4.storage.StoreLimits;
import io.t4.storage.SupportsLocalFiles;
import io.t4.storage.SupportsPartialListing;
import io.t4.storage.SupportsWatching;
import io.t4.storage.TransientStorageException;
import io.t4.storage.WriteOptions;
import io.t4.storage.WriteOptions.Precondition;
import io.t4.storage.WriteResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A directory on disk as a bucket: the file {@code a/b.txt} below it is the object of that key.
 *
 * <p><b>Where it differs from S3.</b> It keeps no versions. It holds only keys that are paths (no
 * empty, {@code .} or {@code ..} segments, no control characters, at most 255 bytes between
 * slashes); files of other names, and those so deep that their keys would be too long, are none of
 * its objects. It can't hold {@code a} and {@code a/b} at once. A directory marker is an empty
 * directory: it is listed while nothing is in it, takes no content, and goes when the last file
 * that was put into it is deleted. A directory that a write is about to fill, or that a delete is
 * about to remove, may be listed as a marker for that moment; {@link #listDirectory} names
 * subdirectories without looking whether they hold objects.
 *
 * <p><b>Metadata</b> and content types are extended attributes ({@link FileMetadata}).
 *
 * <p><b>ETags</b> are made of size, time and identity of the file and begin with {@code local-}:
 * they tell whether a file changed, not what is in it.
 *
 * <p><b>Conditional writes</b> are decided once and for all among the stores of this process. Among
 * processes, "if absent" is as well where the file system has hard links; "if match" leaves a gap
 * of some microseconds between the look and the rename.
 *
 * <p><b>Symbolic links</b> never lead out: a link to a file inside is an object, a link to anything
 * else is missing, and links to directories aren't followed. A write replaces a link, not what it
 * leads to. A hard link is a file like any other, wherever its other names are.
 *
 * <p><b>Watching</b> tells only of names that objects can have, never of unfinished writes. It
 * takes one inotify watch of Linux for each directory. On macOS the JDK looks every few seconds
 * instead of being told. A link is told of when it is made or removed, not when what it leads to
 * changes; what other machines write to a network file system is not noticed.
 */
public final class LocalObjectStore
    implements ObjectStore, SupportsLocalFiles, SupportsPartialListing, SupportsWatching {
  /** How often something is tried again that another thread or process made impossible. */
  private static final int ATTEMPTS = 100;

  /**
   * Held while an object is renamed or deleted, each for a part of all paths. All stores share
   * them, because a directory may be open in several.
   */
  private static final List<Object> LOCKS =
      IntStream.range(0, 64).mapToObj(i -> new Object()).toList();

  private final Path directory;
  private final Location location;

  /**
   * @param directory need not exist yet: the first request finds out
   */
  public LocalObjectStore(Path directory) {
    this.directory = directory;
    this.location = Location.directory(directory);
  }

  @Override
  public Location location() {
    return location;
  }

  @Override
  public StoreLimits limits() {
    return StoreLimits.NONE;
  }

  private LocalTree tree() throws IOException {
    return LocalTree.open(directory, location);
  }

  @Override
  public ObjectStat stat(String key, @Nullable String versionId) throws IOException {
    ObjectKeys.requireValid(key);
    return naming("read the metadata of", key, () -> stat(tree(), key, versionId));
  }

  private ObjectStat stat(LocalTree tree, String key, @Nullable String versionId)
      throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<ObjectStat> stat = statIfUnchanged(tree, find(tree, key, versionId));
      if (stat.isPresent()) {
        return stat.get();
      }
    }
    throw replacedAllTheTime(key);
  }

  /** Reads the metadata; empty if they may be those of another file that has replaced this one. */
  private static Optional<ObjectStat> statIfUnchanged(LocalTree tree, LocalFile file)
      throws IOException {
    try {
      ObjectStat stat = file.stat();
      return isUnchanged(tree, file) ? Optional.of(stat) : Optional.empty();
    } catch (FileSystemException e) {
      if (isUnchanged(tree, file)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static boolean isUnchanged(LocalTree tree, LocalFile file) throws IOException {
    return tree.find(file.key()).eTag().equals(file.eTag());
  }

  private TransientStorageException replacedAllTheTime(String key) {
    return new TransientStorageException(key, "it is replaced all the time in " + location);
  }

  private LocalFile find(LocalTree tree, String key, @Nullable String versionId)
      throws IOException {
    if (versionId != null) {
      throw new NoSuchFileException(
          key, null, "no version '%s' of it; %s keeps no versions".formatted(versionId, location));
    }
    return tree.find(key);
  }

  /** The real path, so that a link in the directory is read where it leads to. */
  @Override
  public Path file(String key) throws IOException {
    ObjectKeys.requireValid(key);
    return naming("find", key, () -> tree().find(key).target());
  }

  @Override
  public Listing<ObjectSummary> list(String prefix, String startAfter) throws IOException {
    return naming("list", prefix, () -> new LocalListing(tree(), prefix, startAfter, null));
  }

  @Override
  public Listing<ObjectSummary> listReadable(
      String prefix, String startAfter, Consumer<LeftOut> leftOut) throws IOException {
    return naming("list", prefix, () -> new LocalListing(tree(), prefix, startAfter, leftOut));
  }

  @Override
  public Listing<DirectoryEntry> listDirectory(String prefix, String startAfter)
      throws IOException {
    if (!prefix.isEmpty() && !ObjectKeys.isDirectory(prefix)) {
      throw new IllegalArgumentException("'" + prefix + "' does not end in '/'");
    }
    return naming(
        "list",
        prefix,
        () -> {
          Listing<DirectoryEntry> found = tree().level(prefix, startAfter);
          return found == null ? Listing.of(Collections.emptyIterator()) : found;
        });
  }

  @Override
  public ObjectContent open(String key, ReadOptions options) throws IOException {
    ObjectKeys.requireValid(key);
    return naming("read", key, () -> open(tree(), key, options));
  }

  private ObjectContent open(LocalTree tree, String key, ReadOptions options) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      LocalFile file = find(tree, key, options.versionId());
      InputStream stream =
          file.attributes().isDirectory()
              ? InputStream.nullInputStream()
              : Files.newInputStream(
                  file.target(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
      try {
        // What was looked up is what was opened only if nothing came between.
        Optional<ObjectStat> stat = statIfUnchanged(tree, file);
        if (stat.isPresent()) {
          return new ObjectContent(stat.get(), part(stat.get(), stream, options));
        }
        stream.close();
      } catch (IOException | RuntimeException e) {
        stream.close();
        throw e;
      }
    }
    throw replacedAllTheTime(key);
  }

  private InputStream part(ObjectStat stat, InputStream stream, ReadOptions options)
      throws IOException {
    if (options.ifMatch() != null && !options.ifMatch().equals(stat.eTag())) {
      throw changed(stat.key(), options.ifMatch(), stat.eTag());
    }
    ByteRange range = options.range();
    if (range == null) {
      return new ExactInputStream(stream, stat.size(), stat.key());
    }
    if (range.offset() >= stat.size()) {
      throw new IOException(
          "it has %d bytes; there are none from %d on".formatted(stat.size(), range.offset()));
    }
    stream.skipNBytes(range.offset());
    long length = Math.min(range.length(), stat.size() - range.offset());
    return new ExactInputStream(stream, length, stat.key());
  }

  @Override
  public WriteResult put(String key, Content content, WriteOptions options) throws IOException {
    ObjectKeys.requireValid(key);
    return naming("write", key, () -> write(key, content, options));
  }

  private WriteResult write(String key, Content content, WriteOptions options) throws IOException {
    LocalTree tree = tree();
    Path target = tree.resolve(key);
    // Looked at again at the end; this saves writing the content in vain.
    requireWritable(tree, target, key, options.precondition());
    if (ObjectKeys.isDirectory(key)) {
      return writeMarker(tree, target, key, content, options);
    }
    MadeDirectories directories = new MadeDirectories(tree, key);
    try (AtomicFile file = create(directories, target)) {
      new CheckedWrite(content, options.sha256()).to(file.temporary());
      writeMetadata(file.temporary(), options);
      // The kernel's clock ticks in milliseconds: too coarse to tell one write from the next.
      Files.setLastModifiedTime(file.temporary(), FileTime.from(Instant.now()));
      LocalFile written = LocalTree.file(key, file.temporary());
      synchronized (lock(target)) {
        requireWritable(tree, target, key, options.precondition());
        commit(file, key, options.precondition());
      }
      return new WriteResult(key, written.eTag(), null);
    } catch (IOException | RuntimeException e) {
      directories.removeAgain();
      throw e;
    }
  }

  private static AtomicFile create(MadeDirectories directories, Path target) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        directories.make(LocalTree.parent(target));
        return AtomicFile.createBeside(target);
      } catch (NoSuchFileException e) {
        requireFurther(attempt, e);
      }
    }
  }

  /** A delete that empties a directory may take it away before a write has filled it. */
  private static void requireFurther(int attempt, NoSuchFileException e)
      throws NoSuchFileException {
    if (attempt == ATTEMPTS) {
      throw e;
    }
  }

  private WriteResult writeMarker(
      LocalTree tree, Path target, String key, Content content, WriteOptions options)
      throws IOException {
    if (content.size() != 0) {
      throw new InvalidObjectKeyException(
          key, "it ends in '/' and is a directory in " + location + ", which takes no content");
    }
    MadeDirectories directories = new MadeDirectories(tree, key);
    synchronized (lock(target)) {
      requireWritable(tree, target, key, options.precondition());
      try {
        String eTag = makeMarker(directories, target, key, options);
        return new WriteResult(key, eTag, null);
      } catch (IOException | RuntimeException e) {
        directories.removeAgain();
        throw e;
      }
    }
  }

  /** Returns the marker's ETag. */
  private static String makeMarker(
      MadeDirectories directories, Path target, String key, WriteOptions options)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        directories.make(target);
        FileMetadata.clear(target);
        writeMetadata(target, options);
        return LocalTree.file(key, target).eTag();
      } catch (NoSuchFileException e) {
        requireFurther(attempt, e);
      }
    }
  }

  private static void writeMetadata(Path file, WriteOptions options) throws IOException {
    FileMetadata.write(file, options.userMetadata());
    if (options.contentType() != null) {
      FileMetadata.writeContentType(file, options.contentType());
    }
  }

  private void requireWritable(LocalTree tree, Path target, String key, Precondition precondition)
      throws IOException {
    if (!ObjectKeys.isDirectory(key)) {
      if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
        throw new InvalidObjectKeyException(key, "this is a directory in " + location);
      }
      if (tree.isSpelledOtherwise(target)) {
        throw new InvalidObjectKeyException(
            key, "a file of another spelling has this name in " + location);
      }
    }
    if (precondition instanceof Precondition.None) {
      return;
    }
    String present = eTag(tree, key);
    if (precondition instanceof Precondition.IfAbsent && present != null) {
      throw exists(key);
    }
    if (precondition instanceof Precondition.IfMatch condition
        && !condition.eTag().equals(present)) {
      throw changed(key, condition.eTag(), present);
    }
  }

  private static @Nullable String eTag(LocalTree tree, String key) throws IOException {
    try {
      return tree.find(key).eTag();
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private void commit(AtomicFile file, String key, Precondition precondition) throws IOException {
    if (!(precondition instanceof Precondition.IfAbsent)) {
      file.commit();
      return;
    }
    try {
      file.commitIfAbsent();
    } catch (FileAlreadyExistsException e) {
      throw exists(key);
    }
  }

  private PreconditionFailedException exists(String key) {
    return new PreconditionFailedException(key, "there is already such an object in " + location);
  }

  private PreconditionFailedException changed(
      String key, String expected, @Nullable String present) {
    return new PreconditionFailedException(
        key,
        "the object in %s has %s, not the ETag %s"
            .formatted(
                location, present == null ? "been deleted" : "the ETag " + present, expected));
  }

  @Override
  public boolean canCopyFrom(ObjectStore source) {
    return source instanceof LocalObjectStore;
  }

  @Override
  public WriteResult copy(
      ObjectStore source, ObjectStat sourceObject, String key, WriteOptions options)
      throws IOException {
    ObjectKeys.requireValid(key);
    if (!canCopyFrom(source)) {
      throw new IllegalArgumentException("can't copy from " + source.location());
    }
    ReadOptions asKnown = new ReadOptions(sourceObject.versionId(), null, sourceObject.eTag());
    try (ObjectContent content = source.open(sourceObject.key(), asKnown)) {
      return put(key, opened(content), options);
    }
  }

  /** Content that is read once, and is closed by whoever opened it. */
  private static Content opened(ObjectContent content) {
    return new Content() {
      @Override
      public long size() {
        return content.stat().size();
      }

      @Override
      public InputStream open() {
        return content.stream();
      }
    };
  }

  @Override
  public void delete(String key, @Nullable String versionId) throws IOException {
    ObjectKeys.requireValid(key);
    naming(
        "delete",
        key,
        () -> {
          LocalTree tree = tree();
          if (versionId == null) {
            delete(tree, key);
          }
          return key;
        });
  }

  private static void delete(LocalTree tree, String key) throws IOException {
    Path path;
    try {
      path = tree.find(key).path();
      synchronized (lock(path)) {
        Files.delete(path);
      }
    } catch (NoSuchFileException | DirectoryNotEmptyException e) {
      // It is gone, or a directory that has just been filled and is no marker any more.
      return;
    }
    for (Path above = LocalTree.parent(path);
        !above.equals(tree.root());
        above = LocalTree.parent(above)) {
      if (!LocalTree.removeIfEmpty(above)) {
        return;
      }
    }
  }

  @Override
  public List<DeleteFailure> deleteAll(List<String> keys) throws IOException {
    keys.forEach(ObjectKeys::requireValid);
    tree();
    List<DeleteFailure> failures = new ArrayList<>();
    for (String key : keys) {
      try {
        delete(key, null);
      } catch (IOException e) {
        failures.add(new DeleteFailure(key, String.valueOf(e.getMessage())));
      }
    }
    return List.copyOf(failures);
  }

  @Override
  public Watch watch(Consumer<Change> consumer) throws IOException {
    return LocalWatch.start(tree(), consumer);
  }

  @Override
  public void close() {}

  private <T> T naming(String action, String key, Naming.Operation<T> operation)
      throws IOException {
    return Naming.naming(action, key, location, operation);
  }

  private static Object lock(Path path) {
    return LOCKS.get(Math.floorMod(path.hashCode(), LOCKS.size()));
  }
}
