package io.t4.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A file by which one process at a time has a directory for itself. The operating system takes the
 * lock away when the process ends, in whatever way.
 */
public final class ProcessLock implements AutoCloseable {
  private final FileChannel channel;

  private ProcessLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Takes the lock if no other process has it.
   *
   * @param file created if need be; its directory must be there
   * @return the lock, which holds until it is closed; empty if another process has it
   */
  public static Optional<ProcessLock> take(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = channel.tryLock() != null;
      return taken ? Optional.of(new ProcessLock(channel)) : Optional.empty();
    } finally {
      if (!taken) {
        channel.close();
      }
    }
  }

  /** Gives the directory free. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
