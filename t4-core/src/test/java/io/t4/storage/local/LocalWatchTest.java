package io.t4.storage.local;

import static io.t4.storage.StoreUnderTest.atOnce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.t4.storage.Change;
import io.t4.storage.Change.DirectoryChanged;
import io.t4.storage.Change.ObjectChanged;
import io.t4.storage.Change.WatchEnded;
import io.t4.storage.NoSuchBucketException;
import io.t4.storage.SupportsWatching.Watch;
import io.t4.storage.Told;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a watched directory tells when other programs write to it. */
class LocalWatchTest {
  @TempDir Path temporary;

  private Path directory = Path.of("bucket");
  private LocalObjectStore store = new LocalObjectStore(directory);

  @BeforeEach
  void makeBucket() throws IOException {
    directory = Files.createDirectory(temporary.resolve("bucket"));
    store = new LocalObjectStore(directory);
  }

  private Path write(String key) throws IOException {
    Path file = directory.resolve(key);
    Files.createDirectories(LocalTree.parent(file));
    return Files.writeString(file, key);
  }

  private static void removeTree(Path root) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(root)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  @Test
  void filesMadeChangedRenamedAndDeletedAreTold() throws IOException {
    write("dir/keep");
    try (Told told = new Told(store)) {
      Path file = write("dir/file");
      told.awaitChange(new ObjectChanged("dir/file"));
      told.forget();
      Files.writeString(file, "longer than it was");
      told.awaitChange(new ObjectChanged("dir/file"));
      told.forget();
      FileMetadata.writeContentType(file, "text/plain");
      told.awaitChange(new ObjectChanged("dir/file"));
      told.forget();
      Path renamed = Files.move(file, directory.resolve("renamed"));
      told.awaitChange(new ObjectChanged("dir/file"));
      told.awaitChange(new ObjectChanged("renamed"));
      told.forget();
      Files.delete(renamed);
      told.awaitChange(new ObjectChanged("renamed"));
    }
  }

  @Test
  void directoryThatEmptiesOrFillsIsTold() throws IOException {
    Files.createDirectories(directory.resolve("a/b"));
    try (Told told = new Told(store)) {
      Path file = write("a/b/file");
      told.awaitChange(new ObjectChanged("a/b/"));
      told.awaitChange(new ObjectChanged("a/b/file"));
      told.forget();
      Files.delete(file);
      told.awaitChange(new ObjectChanged("a/b/"));
      told.awaitChange(new ObjectChanged("a/b/file"));
    }
  }

  @Test
  void movedDirectoriesAreToldAndWatchedUnderTheirNewName() throws IOException {
    write("a/deep/file");
    write("other/file");
    try (Told told = new Told(store)) {
      Files.move(directory.resolve("a"), directory.resolve("other/b"));
      told.awaitChange(new DirectoryChanged("a/"));
      told.awaitChange(new DirectoryChanged("other/b/"));
      write("other/b/deep/new");
      told.awaitChange(new ObjectChanged("other/b/deep/new"));
      told.forget();

      Path outside = Files.move(directory.resolve("other/b"), temporary.resolve("outside"));
      told.awaitChange(new DirectoryChanged("other/b/"));
      told.forget();
      Files.writeString(outside.resolve("deep/outside"), "not told");
      write("other/last");
      told.awaitChange(new ObjectChanged("other/last"));
      assertThat(told.changes())
          .isSubsetOf(new ObjectChanged("other/"), new ObjectChanged("other/last"));

      Files.move(outside, directory.resolve("back"));
      told.awaitChange(new DirectoryChanged("back/"));
      write("back/deep/again");
      told.awaitChange(new ObjectChanged("back/deep/again"));
    }
  }

  @Test
  void linksAreNotFollowed() throws IOException {
    Path outside = Files.createDirectory(temporary.resolve("outside"));
    Files.createSymbolicLink(directory.resolve("before"), outside);
    try (Told told = new Told(store)) {
      Files.createSymbolicLink(directory.resolve("after"), outside);
      told.awaitChange(new ObjectChanged("after"));
      Files.writeString(outside.resolve("file"), "not told");
      Files.createDirectory(outside.resolve("dir"));
      write("last");
      told.awaitChange(new ObjectChanged("last"));
      assertThat(told.changes()).isSubsetOf(new ObjectChanged("after"), new ObjectChanged("last"));
    }
  }

  @Test
  void directoriesMadeAndFilledQuicklyAreComplete() throws Exception {
    try (Mirror mirror = new Mirror(store)) {
      List<Callable<Path>> tasks = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        String key = "%d/%d/%d/%d/file".formatted(i % 3, i % 7, i % 31, i);
        tasks.add(() -> write(key));
      }
      assertThat(atOnce(tasks).thrown()).isEmpty();
      mirror.awaitTruth();
      assertThat(mirror.keys()).hasSize(500);
    }
  }

  @Test
  void tenThousandFilesAtOnceAreComplete() throws Exception {
    Files.createDirectory(directory.resolve("many"));
    try (Mirror mirror = new Mirror(store)) {
      List<Callable<Path>> tasks = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        String key = "many/%05d".formatted(i);
        tasks.add(() -> write(key));
      }
      assertThat(atOnce(tasks).thrown()).isEmpty();
      mirror.awaitTruth();
      assertThat(mirror.keys()).hasSize(10_000);
      removeTree(directory.resolve("many"));
      mirror.awaitTruth();
      assertThat(mirror.keys()).isEmpty();
    }
  }

  /** Files and whole directories are written, moved and removed by several threads. */
  @Test
  void whatIsToldKeepsACopyTrue() throws Exception {
    long seed = System.nanoTime();
    System.err.println("seed " + seed);
    try (Mirror mirror = new Mirror(store)) {
      List<Callable<Void>> tasks = new ArrayList<>();
      for (int thread = 0; thread < 4; thread++) {
        Random random = new Random(seed + thread);
        tasks.add(
            () -> {
              for (int i = 0; i < 1_500; i++) {
                changeSomething(random);
              }
              return null;
            });
      }
      assertThat(atOnce(tasks).thrown()).isEmpty();
      write("at/the/end");
      mirror.awaitTruth();
      assertThat(mirror.keys()).contains("at/the/end");
    }
  }

  private void changeSomething(Random random) {
    Path one = somePath(random);
    Path other = somePath(random);
    try {
      switch (random.nextInt(6)) {
        case 0, 1, 2 -> {
          Files.createDirectories(LocalTree.parent(one));
          Files.writeString(one, "x".repeat(random.nextInt(100)));
        }
        case 3 -> Files.move(one, other, StandardCopyOption.ATOMIC_MOVE);
        case 4 -> Files.deleteIfExists(one);
        default -> removeTree(one);
      }
    } catch (IOException | UncheckedIOException e) {
      // Another thread was faster, or the two don't fit together.
    }
  }

  /** Of one to four parts, each one of three names. */
  private Path somePath(Random random) {
    Path path = directory;
    for (int depth = random.nextInt(4); depth >= 0; depth--) {
      path = path.resolve("d" + random.nextInt(3));
    }
    return path;
  }

  @Test
  void overflowIsToldAndNothingIsMissedAfterIt() throws Exception {
    Files.createDirectory(directory.resolve("busy"));
    CountDownLatch resume = new CountDownLatch(1);
    List<Change> changes = new CopyOnWriteArrayList<>();
    Watch watch =
        store.watch(
            change -> {
              awaitUninterrupted(resume);
              changes.add(change);
            });
    try {
      // Many more than are kept for one directory, while what watches is held up.
      for (int i = 0; i < 2_000; i++) {
        write("busy/" + i);
      }
      write("busy/new/directory/file");
      resume.countDown();
      await().until(() -> changes.contains(new DirectoryChanged("busy/")));
      write("busy/new/directory/later");
      await().until(() -> changes.contains(new ObjectChanged("busy/new/directory/later")));
    } finally {
      resume.countDown();
      watch.close();
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void consumerThatFailsIsToldOfWhatFollows() throws IOException {
    AtomicInteger failures = new AtomicInteger();
    List<Change> changes = new CopyOnWriteArrayList<>();
    Watch watch =
        store.watch(
            change -> {
              if (change.equals(new ObjectChanged("bad"))) {
                failures.incrementAndGet();
                throw new IllegalStateException("a failure that the test wants");
              }
              changes.add(change);
            });
    try {
      write("bad");
      await().until(() -> failures.get() > 0);
      write("good");
      await().until(() -> changes.contains(new ObjectChanged("good")));
    } finally {
      watch.close();
    }
  }

  @Test
  void removedBucketEndsTheWatch() throws IOException {
    write("a/file");
    try (Told told = new Told(store)) {
      removeTree(directory);
      told.awaitAny(
          change ->
              change instanceof WatchEnded ended
                  && ended.reason() instanceof NoSuchBucketException
                  && ended.reason().toString().contains(store.location().toString()));
      assertThat(told.changes()).contains(new DirectoryChanged(""));
    }
  }

  @Test
  void missingBucketCannotBeWatched() {
    LocalObjectStore missing = new LocalObjectStore(temporary.resolve("missing"));
    assertThatExceptionOfType(NoSuchBucketException.class)
        .isThrownBy(() -> missing.watch(change -> {}))
        .withMessageContaining(missing.location().toString());
  }

  /** In a process that is another user to Linux, with limits of its own. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void limitsOfLinuxAreNamed() throws Exception {
    write("a/b/c/file");
    assertThat(watchWithLimit("max_inotify_watches", 2))
        .contains(store.location().toString())
        .contains("raise fs.inotify.max_user_watches");
    assertThat(watchWithLimit("max_inotify_instances", 0))
        .contains(store.location().toString())
        .contains("raise fs.inotify.max_user_instances");
    assertThat(watchWithLimit("max_inotify_watches", 100)).isEqualToIgnoringNewLines("watching");
  }

  private String watchWithLimit(String limit, int value) throws Exception {
    String script = "echo %d > /proc/sys/user/%s && exec \"$@\"".formatted(value, limit);
    List<String> command =
        List.of(
            "unshare",
            "--user",
            "--map-root-user",
            "sh",
            "-c",
            script,
            "sh",
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
            "-cp",
            System.getProperty("java.class.path"),
            WatchOnce.class.getName(),
            directory.toString());
    Process process;
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      assumeTrue(false, "this Linux has no namespaces for users: " + e.getMessage());
      throw e;
    }
    String said;
    try (InputStream out = process.getInputStream()) {
      said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
    }
    assumeTrue(process.waitFor() == 0, "this Linux has no namespaces for users: " + said);
    return said;
  }

  /** Tries to watch a directory and says what came of it. */
  static final class WatchOnce {
    private WatchOnce() {}

    /** Watches the directory that the argument names. */
    public static void main(String[] arguments) {
      try {
        new LocalObjectStore(Path.of(arguments[0])).watch(change -> {}).close();
        System.out.println("watching");
      } catch (IOException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
