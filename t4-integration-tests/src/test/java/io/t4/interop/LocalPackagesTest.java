package io.t4.interop;

import io.t4.interop.RandomPackages.Sources;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Packages go from Python to Java and back through a local registry. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "files of Windows have no such names")
class LocalPackagesTest {
  @TempDir Path disk;

  @Test
  void goBothWays() throws Exception {
    Python python = Python.withQuilt();
    Path registry = Files.createDirectory(disk.resolve("the registry"));
    try (T4Session session =
        T4Session.builder()
            .configDirectory(disk.resolve("config"))
            .dataDirectory(disk.resolve("data"))
            .cacheDirectory(disk.resolve("cache"))
            .build()) {
      new PackageRoundTrip(
              python,
              session,
              Location.directory(registry).toString(),
              Files.createDirectory(disk.resolve("work")),
              Map.of(),
              Sources.FILES)
          .run();
    }
  }
}
