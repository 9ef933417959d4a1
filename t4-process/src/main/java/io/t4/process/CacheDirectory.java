package io.t4.process;

import java.nio.file.Path;

/** Where the user's machine keeps what can be made again. */
final class CacheDirectory {
  private CacheDirectory() {}

  /** T4's directory in it, which may not be there yet. */
  static Path path() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path base =
        configured == null || configured.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return base.resolve("t4");
  }
}
