package io.t4.storage.local;

import io.t4.storage.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Linux limits in the watching of directories, for each user. */
enum WatchLimit {
  DIRECTORIES("max_user_watches", "one is needed for each directory"),
  BUCKETS("max_user_instances", "one is needed for each bucket, by other programs as well");

  private static final Path SETTINGS = Path.of("/proc/sys/fs/inotify");

  private final String name;
  private final String use;

  WatchLimit(String name, String use) {
    this.name = name;
    this.use = use;
  }

  /** An error that says how to raise the limit, where there is one. */
  IOException reached(Location bucket, IOException e) {
    String message = "could not watch %s: %s".formatted(bucket, e.getMessage());
    Path setting = SETTINGS.resolve(name);
    if (Files.isReadable(setting)) {
      message +=
          "; raise fs.inotify.%s, which is %s (%s): sudo sysctl fs.inotify.%s=NUMBER"
              .formatted(name, value(setting), use, name);
    }
    return new IOException(message, e);
  }

  private static String value(Path setting) {
    try {
      return Files.readString(setting).strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
