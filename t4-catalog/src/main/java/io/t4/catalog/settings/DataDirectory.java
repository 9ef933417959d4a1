package io.t4.catalog.settings;

import java.nio.file.Path;

/** Where a catalog keeps its data when nothing is said. */
public final class DataDirectory {
  private DataDirectory() {}

  /** That of the present user: by the XDG rules, for all systems. */
  public static Path ofUser() {
    String configured = System.getenv("XDG_DATA_HOME");
    Path base =
        configured == null || configured.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "share")
            : Path.of(configured);
    return base.resolve("t4").resolve("catalog");
  }
}
