package io.t4.searchnode.server;

import io.t4.process.DirectoryTree;
import io.t4.process.ProcessLock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where files lie in the data directory of a search node: the indices, the log, and the lock that
 * keeps a second node out.
 */
public record NodeDirectory(Path root) {
  /** The folder with the indices and the state of the cluster. */
  public Path indices() {
    return root.resolve("indices");
  }

  /** OpenSearch's log, with {@code .1} and {@code .2} for older parts; some 30 MB at most. */
  public Path log() {
    return root.resolve("search-node.log");
  }

  /** What the JVM says, from the latest start only. */
  public Path errors() {
    return root.resolve("search-node.err");
  }

  /** Takes the directory for this process; empty if another process has it. */
  Optional<ProcessLock> lock() throws IOException {
    return ProcessLock.take(root.resolve("search-node.lock"));
  }

  /** Deletes the directory with all it holds; does nothing if it is gone. */
  public void delete() throws IOException {
    new DirectoryTree(root).delete();
  }
}
