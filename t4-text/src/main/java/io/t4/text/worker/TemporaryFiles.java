package io.t4.text.worker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A worker's own directory of temporary files, deleted with it. It carries a mark, and nothing
 * without the mark is ever deleted: a wrong path, such as the directory that all programs share,
 * must not cost anybody's files.
 *
 * @param directory where the files are
 */
public record TemporaryFiles(Path directory) {
  private static final String MARK = "t4-text-worker";

  /** Makes a directory below that of all temporary files. */
  public static TemporaryFiles create() throws IOException {
    TemporaryFiles files = new TemporaryFiles(Files.createTempDirectory("t4-text-"));
    Files.createFile(files.mark());
    return files;
  }

  /**
   * Deletes the directory, without following links. What is gone already is no error.
   *
   * @throws IOException if the directory was not made by {@link #create()}; then nothing is deleted
   */
  public void delete() throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    if (!Files.isRegularFile(mark())) {
      throw new IOException(
          "not deleted, because it is no directory of a text worker: " + directory);
    }
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            // The mark is last, so that an interrupted deletion can be repeated.
            if (!file.equals(mark())) {
              Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            if (!visited.equals(directory)) {
              Files.deleteIfExists(visited);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    Files.deleteIfExists(mark());
    Files.deleteIfExists(directory);
  }

  private Path mark() {
    return directory.resolve(MARK);
  }
}
