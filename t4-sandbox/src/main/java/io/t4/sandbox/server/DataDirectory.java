package io.t4.sandbox.server;

import io.t4.process.DirectoryTree;
import io.t4.process.ProcessLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

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

  /** Takes the directory for this process; empty if another process has it. */
  Optional<ProcessLock> lock() throws IOException {
    return ProcessLock.take(root.resolve("sandbox.lock"));
  }

  /** Deletes the directory with all it holds; does nothing if it is gone. */
  public void delete() throws IOException {
    new DirectoryTree(root).delete();
  }
}
