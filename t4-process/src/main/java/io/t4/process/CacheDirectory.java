package io.t4.process;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where the user's machine keeps what can be made again. The rule is that of {@code
 * UserDirectories} in the library, which servers know nothing of; only {@code T4_CACHE_DIR}, which
 * is about objects, does not count.
 */
final class CacheDirectory {
  private CacheDirectory() {}

  /** T4's directory, which may not be there yet. */
  static Path path() {
    return of(System.getenv(), System.getProperty("os.name"));
  }

  /**
   * As {@link #path}.
   *
   * @param environment of the process
   * @param system its name, as in {@code os.name}
   */
  static Path of(Map<String, String> environment, String system) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    if (!xdg.isEmpty()) {
      return Path.of(xdg, "t4");
    }
    String name = system.toLowerCase(Locale.ROOT);
    String local = environment.getOrDefault("LOCALAPPDATA", "");
    if (name.startsWith("windows") && !local.isEmpty()) {
      return Path.of(local, "t4", "cache");
    }
    String home = environment.getOrDefault("HOME", "");
    return Path.of(
        home.isEmpty() ? System.getProperty("user.home") : home,
        name.startsWith("mac") ? "Library/Caches/t4" : ".cache/t4");
  }
}
