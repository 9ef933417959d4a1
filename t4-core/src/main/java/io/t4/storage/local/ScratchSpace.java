package io.t4.storage.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory of this process for temporary files, below {@code java.io.tmpdir}.
 *
 * <p>It goes when the process ends. A process that is killed leaves it behind, but not the lock
 * that it holds on a file there: the next process of the same user that needs such a directory
 * removes it.
 */
final class ScratchSpace {
  private static final Logger LOG = LoggerFactory.getLogger(ScratchSpace.class);
  private static final String PREFIX = "t4-scratch-";
  private static final String LOCK = "lock";

  /** A directory that is younger may belong to a process that has not come to lock it yet. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private static @Nullable ScratchSpace ofProcess;

  private final Path directory;

  /** Held, never used: the lock is gone when the process is. */
  @SuppressWarnings("unused")
  private final FileLock lock;

  private ScratchSpace(Path directory, FileLock lock) {
    this.directory = directory;
    this.lock = lock;
  }

  /** The directory, which is made at the first call, and again if somebody has removed it. */
  static synchronized Path directory() throws IOException {
    if (ofProcess == null || !Files.isDirectory(ofProcess.directory)) {
      Path parent = Path.of(System.getProperty("java.io.tmpdir"));
      removeAbandoned(parent);
      ofProcess = make(parent);
    }
    return ofProcess.directory;
  }

  // The channel stays open as long as the process: closing it would give up the lock.
  @SuppressWarnings("resource")
  private static ScratchSpace make(Path parent) throws IOException {
    Path directory = Files.createTempDirectory(parent, PREFIX);
    Unfinished.add(directory);
    FileChannel channel =
        FileChannel.open(
            directory.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return new ScratchSpace(directory, channel.lock());
  }

  /** Removes the directories of processes that have ended; a failure to do so is no error. */
  static void removeAbandoned(Path parent) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path directory : found) {
        try {
          if (isOurs(directory) && isAbandoned(directory)) {
            Unfinished.remove(directory);
          }
        } catch (IOException | RuntimeException e) {
          LOG.debug("{} stays behind", directory, e);
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.debug("{} is not cleaned up", parent, e);
    }
  }

  /** Whether it is a directory of this user: the parent may be open to everybody. */
  private static boolean isOurs(Path directory) throws IOException {
    UserPrincipal owner = Files.getOwner(directory, LinkOption.NOFOLLOW_LINKS);
    UserPrincipal user =
        directory
            .getFileSystem()
            .getUserPrincipalLookupService()
            .lookupPrincipalByName(System.getProperty("user.name"));
    return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) && owner.equals(user);
  }

  private static boolean isAbandoned(Path directory) throws IOException {
    Instant changed = Files.getLastModifiedTime(directory, LinkOption.NOFOLLOW_LINKS).toInstant();
    if (changed.isAfter(Instant.now().minus(GRACE))) {
      return false;
    }
    try (FileChannel channel =
            FileChannel.open(
                directory.resolve(LOCK), StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        FileLock free = channel.tryLock()) {
      return free != null;
    } catch (OverlappingFileLockException e) {
      // It is this process's own.
      return false;
    } catch (NoSuchFileException e) {
      // Its process was killed before it came to make the file.
      return true;
    }
  }
}
