package io.t4.packages;

import static java.util.Objects.requireNonNull;

import io.t4.bucket.Bucket;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import io.t4.storage.local.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A session with directories of its own, registries, and a package in them. */
abstract class PackagesTestBase {
  static final String NAME = "team/storms";

  @TempDir Path directory;
  T4Session session;
  Path data;

  /** Where packages are pushed. */
  enum Place {
    DISK,
    BUCKET
  }

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(directory.resolve("config"));
    session = newSession();
    Files.createDirectories(directory.resolve("registry"));
    data = Files.createDirectories(directory.resolve("files"));
    Files.createDirectories(data.resolve("sub/deep"));
    Files.writeString(data.resolve("README.md"), "about storms");
    Files.writeString(data.resolve("sub/a b.csv"), "x\n1\n");
    Files.writeString(data.resolve("sub/deep/c.json"), "{\"depth\": 3}");
    Files.write(data.resolve("large.bin"), new byte[9 << 20]);
    Files.createFile(data.resolve("empty"));
  }

  final T4Session newSession() {
    return T4Session.builder()
        .configDirectory(directory.resolve("config"))
        .dataDirectory(directory.resolve("data"))
        .cacheDirectory(directory.resolve("cache"))
        .build();
  }

  @AfterEach
  void close() {
    session.close();
  }

  final PackageRegistry registry(Place place) {
    return PackageRegistry.open(
        place == Place.DISK
            ? Location.directory(directory.resolve("registry")).toString()
            : "memory://" + UUID.randomUUID(),
        session);
  }

  final DataPackage sample() {
    return DataPackage.create(session).setDir("", data).setMeta(Map.of("season", 2026));
  }

  final DataPackage pushed(Place place) {
    return sample().push(NAME, registry(place), PushOptions.withMessage("first"));
  }

  final PackageRegistry local() {
    return PackageRegistry.local(session);
  }

  /** Removes the entry's object for good. */
  final void destroy(PackageEntry entry) {
    Location location = entry.physicalKey();
    Bucket.open(location.withoutKey().toString(), session)
        .delete(location.key(), requireNonNull(location.versionId()));
  }

  /** All files below, by their paths; unfinished ones are errors. */
  static List<String> files(Path root) throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> found = Files.walk(root)) {
      List<String> files =
          found
              .filter(path -> !Files.isDirectory(path))
              .map(path -> root.relativize(path).toString().replace('\\', '/'))
              .sorted()
              .toList();
      files.forEach(
          file -> {
            if (AtomicFile.isTemporary(file.substring(file.lastIndexOf('/') + 1))) {
              throw new AssertionError(file + " was left in " + root);
            }
          });
      return files;
    }
  }
}
