package io.t4.publishing;

import static org.assertj.core.api.Assertions.assertThat;

import io.t4.packages.DataPackage;
import io.t4.packages.InstallOptions;
import io.t4.packages.PackageRegistry;
import io.t4.packages.PackageVersion;
import io.t4.packages.PushOptions;
import io.t4.packages.Verification.Kind;
import io.t4.session.T4Session;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Work on one package, which a process does until it is killed; and what must hold then. */
final class KilledWork {
  /** What is killed. */
  enum Action {
    BUILD,
    PUSH,
    INSTALL,
    FETCH
  }

  private static final String NAME = "team/killed";
  private static final int FILES = 60;
  private static final int SIZE = 256 << 10;

  private final Path directory;
  private final PackageRegistry registry;
  private final PackageRegistry local;
  private final T4Session session;

  private KilledWork(Path directory, PackageRegistry registry, T4Session session)
      throws IOException {
    this.directory = directory;
    this.registry = registry;
    this.session = session;
    this.local =
        PackageRegistry.open(
            Files.createDirectories(directory.resolve("local")).toString(), session);
  }

  static KilledWork in(Path directory, String registry, T4Session session) throws IOException {
    return new KilledWork(directory, PackageRegistry.open(registry, session), session);
  }

  /** What the process needs to do the same. */
  String[] arguments(Action action) {
    return new String[] {
      directory.toString(), registry.location().toString(), action.name(),
    };
  }

  /**
   * Does it again and again, until it is killed.
   *
   * @param arguments those of {@link #arguments}
   */
  public static void main(String... arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    Action action = Action.valueOf(arguments[2]);
    try (T4Session session =
        T4Session.builder().configDirectory(directory.resolve("config of killed")).build()) {
      KilledWork work = in(directory, arguments[1], session);
      System.out.println("begins");
      for (int i = 0; ; i++) {
        // What is there already would take no time.
        Files.writeString(work.files().resolve("changing"), "round " + i);
        clear(work.installed());
        clear(work.fetched());
        work.run(action);
      }
    }
  }

  private static void clear(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
        for (Path file : files) {
          Files.delete(file);
        }
      }
    }
  }

  private Path files() {
    return directory.resolve("files");
  }

  private Path installed() {
    return directory.resolve("installed");
  }

  private Path fetched() {
    return directory.resolve("fetched");
  }

  /** Writes the files, and publishes a first revision. */
  void prepare(Random random) throws IOException {
    Files.createDirectories(files());
    for (int i = 0; i < FILES; i++) {
      byte[] content = new byte[SIZE];
      random.nextBytes(content);
      Files.write(files().resolve("f" + i), content);
    }
    Files.writeString(files().resolve("changing"), "first");
    run(Action.PUSH);
  }

  private DataPackage made() {
    return DataPackage.create(session).setDir("", files());
  }

  /** Does it once. */
  void run(Action action) throws IOException {
    switch (action) {
      case BUILD -> made().build(NAME, local, null);
      case PUSH -> made().push(NAME, registry, PushOptions.none().force());
      case INSTALL ->
          DataPackage.install(NAME, registry, InstallOptions.latest().to(installed()).into(local));
      case FETCH -> registry.browse(NAME).fetch(fetched());
    }
  }

  /** That what is named is there and right, whatever was under way. */
  void requireNothingHalfDone() throws IOException {
    requireReadable(registry);
    requireReadable(local);
    DataPackage latest = registry.browse(NAME);
    latest
        .walk()
        .forEach(line -> assertThat(line.entry().getBytes()).as(line.logicalKey()).isNotNull());
    requireNoHalfFile(latest, installed());
    requireNoHalfFile(latest, fetched());
  }

  /** That all pointers lead to manifests with the hash that they name. */
  private static void requireReadable(PackageRegistry registry) {
    for (PackageVersion version : registry.listPackageVersions(NAME)) {
      assertThat(registry.browse(NAME, version.topHash()).topHash()).isEqualTo(version.topHash());
    }
  }

  private static void requireNoHalfFile(DataPackage latest, Path directory) {
    if (Files.isDirectory(directory)) {
      assertThat(latest.verify(directory).differences())
          .filteredOn(difference -> difference.kind() != Kind.MISSING)
          .as("what is wrong in %s", directory)
          .isEmpty();
    }
  }

  /** That it was done to its end. */
  void requireDone(Action action) throws IOException {
    requireNothingHalfDone();
    DataPackage latest = registry.browse(NAME);
    switch (action) {
      case BUILD -> assertThat(local.browse(NAME).verify(files()).isClean()).isTrue();
      case PUSH -> assertThat(latest.verify(files()).isClean()).isTrue();
      case INSTALL -> {
        assertThat(latest.verify(installed()).isClean()).isTrue();
        assertThat(local.latest(NAME)).isEqualTo(latest.topHash());
      }
      case FETCH -> assertThat(latest.verify(fetched()).isClean()).isTrue();
    }
  }
}
