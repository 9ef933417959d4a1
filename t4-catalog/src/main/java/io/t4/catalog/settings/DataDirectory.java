package io.t4.catalog.settings;

import io.t4.config.UserDirectories;
import java.nio.file.Path;
import java.util.Map;

/** Where a catalog keeps its data when nothing is said. */
public final class DataDirectory {
  private DataDirectory() {}

  /** That of the present user: {@code catalog} in T4's data directory. */
  public static Path ofUser() {
    return of(System.getenv());
  }

  /**
   * As {@link #ofUser}.
   *
   * @param environment of the process
   */
  static Path of(Map<String, String> environment) {
    return UserDirectories.of(environment).data().resolve("catalog");
  }
}
