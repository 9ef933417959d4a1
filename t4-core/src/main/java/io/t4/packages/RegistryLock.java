package io.t4.packages;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps processes from publishing into one local registry at the same time: file systems have no
 * conditional write. It ends with the process that holds it.
 */
final class RegistryLock implements Closeable {
  private static final String FILE = ".quilt/.lock";

  /** A lock on a file is the process's; its threads need one of their own. */
  private static final Map<Path, ReentrantLock> OF_THREADS = new ConcurrentHashMap<>();

  private final ReentrantLock ofThreads;
  private final FileChannel channel;

  private RegistryLock(ReentrantLock ofThreads, FileChannel channel) {
    this.ofThreads = ofThreads;
    this.channel = channel;
  }

  /** Waits until nobody else has the lock of that registry. */
  static RegistryLock of(Path registry) throws IOException {
    Path file = registry.resolve(FILE);
    Files.createDirectories(registry.resolve(".quilt"));
    ReentrantLock ofThreads =
        OF_THREADS.computeIfAbsent(file.toAbsolutePath().normalize(), path -> new ReentrantLock());
    ofThreads.lock();
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        channel.lock();
        return new RegistryLock(ofThreads, channel);
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      ofThreads.unlock();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      ofThreads.unlock();
    }
  }
}
