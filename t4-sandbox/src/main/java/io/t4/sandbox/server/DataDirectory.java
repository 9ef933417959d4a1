package io.t4.sandbox.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Where files lie in the data directory of a sandbox: the buckets, the log, and the lock that keeps
 * a second server out.
 */
public record DataDirectory(Path root) {
  /** The folder with a directory per bucket. */
  public Path buckets() {
    return root.resolve("buckets");
  }

  /** The file the server's log is appended to. */
  public Path log() {
    return root.resolve("sandbox.log");
  }

  /**
   * Takes the directory for this process.
   *
   * @return the lock, which holds as long as it is referenced; null if another process has it
   */
  @SuppressWarnings("resource") // The lock lives as long as the process does.
  @Nullable FileLock lock() throws IOException {
    return FileChannel.open(
            root.resolve("sandbox.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)
        .tryLock();
  }

  /** Deletes the directory with all it holds; does nothing if it is gone. */
  public void delete() throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
