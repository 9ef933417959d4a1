package io.t4.storage.local;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A temporary file or directory, which goes when it is closed, and at the latest with the process:
 * also when that is told to end. Of a process that is killed, the next one removes it.
 */
public final class Scratch implements Closeable {
  private final Path path;

  private Scratch(Path path) {
    this.path = path;
  }

  /**
   * Makes an empty file.
   *
   * @param suffix the end of its name, such as {@code .csv}; may be empty
   */
  public static Scratch file(String suffix) throws IOException {
    return new Scratch(Files.createTempFile(ScratchSpace.directory(), "", suffix));
  }

  /** Makes an empty directory. */
  public static Scratch directory() throws IOException {
    return new Scratch(Files.createTempDirectory(ScratchSpace.directory(), ""));
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  /** Removes it, with all that is in it. */
  @Override
  public void close() throws IOException {
    Unfinished.remove(path);
  }
}
