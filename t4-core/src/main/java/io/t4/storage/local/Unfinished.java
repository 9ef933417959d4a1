package io.t4.storage.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files and directories that go also when the process is told to end, as by Ctrl-C. */
final class Unfinished {
  private static final Logger LOG = LoggerFactory.getLogger(Unfinished.class);

  /** Other threads still run while the process ends, and may put a file into a directory. */
  private static final int ATTEMPTS = 10;

  private static final Set<Path> PATHS = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Unfinished::removeAll, "t4-clean-up"));
  }

  private Unfinished() {}

  static void add(Path path) {
    PATHS.add(path);
  }

  /** The path is gone, or is to stay. */
  static void forget(Path path) {
    PATHS.remove(path);
  }

  private static void removeAll() {
    for (Path path : PATHS) {
      try {
        remove(path);
      } catch (IOException | RuntimeException e) {
        LOG.debug("{} stays behind", path, e);
      }
    }
  }

  /** Removes a file, or a directory with all that is in it; links are not followed. */
  static void remove(Path path) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        removeOnce(path);
        return;
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static void removeOnce(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> found = Files.walk(path)) {
      deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    for (Path entry : deepestFirst) {
      Files.deleteIfExists(entry);
    }
  }
}
