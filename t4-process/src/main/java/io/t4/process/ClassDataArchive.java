package io.t4.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a server as a JVM lays them out in memory, in a file, which saves more than half
 * of the start-up time. It fits one JVM, one set of options and one set of jars; its name is made
 * of these. The first start lists the classes that are loaded; after it, the file is made beside
 * other work. Without a file all works, only slower: nothing here throws.
 */
public final class ClassDataArchive implements AutoCloseable {
  /** Work that is older than this was left behind by a process that was killed. */
  private static final Duration WORK_LIMIT = Duration.ofMinutes(5);

  /** What the JVM can read back; what it writes for long lambda signatures, it can't. */
  private static final int LONGEST_LINE = 4000;

  private final Path archive;
  private final boolean usable;
  private final List<String> options;
  private final String classPath;
  private final @Nullable Path work;
  private final AtomicReference<@Nullable Process> making = new AtomicReference<>();

  private ClassDataArchive(
      Path archive, List<String> options, String classPath, @Nullable Path work) {
    this.archive = archive;
    this.usable = isWanted(classPath) && Files.isReadable(archive);
    this.options = List.copyOf(options);
    this.classPath = classPath;
    this.work = work;
  }

  /**
   * The archive of a server, in the user's cache directory. None is made or used where the class
   * path has directories, which the JVM doesn't take, or if the environment has {@code
   * T4_ARCHIVE=off}.
   *
   * @param name of the server
   * @param options of its JVM, which decide whether an archive fits
   */
  public static ClassDataArchive of(String name, List<String> options, String classPath) {
    Path cache = CacheDirectory.path();
    String place =
        "%s-%08x".formatted(name, (System.getProperty("java.home") + classPath).hashCode());
    Path archive = cache.resolve(place + "-" + state(options, classPath) + ".jsa");
    boolean missing = isWanted(classPath) && !Files.isReadable(archive);
    return new ClassDataArchive(archive, options, classPath, missing ? reserve(archive) : null);
  }

  private static boolean isWanted(String classPath) {
    return !"off".equals(System.getenv("T4_ARCHIVE"))
        && entries(classPath).noneMatch(Files::isDirectory);
  }

  private static String state(List<String> options, String classPath) {
    String state =
        System.getProperty("java.vm.version")
            + System.getProperty("java.vendor.version")
            + options
            + entries(classPath)
                .map(
                    file ->
                        file + " " + file.toFile().length() + " " + file.toFile().lastModified())
                .collect(Collectors.joining("\n"));
    return "%08x".formatted(state.hashCode());
  }

  private static Stream<Path> entries(String classPath) {
    return Arrays.stream(classPath.split(Pattern.quote(File.pathSeparator))).map(Path::of);
  }

  /** One process at a time makes an archive; the others don't wait for it. */
  private static @Nullable Path reserve(Path archive) {
    Path work = archive.resolveSibling(archive.getFileName() + ".new");
    try {
      Files.createDirectories(archive.getParent());
      return Files.createDirectory(work);
    } catch (FileAlreadyExistsException e) {
      deleteIfOld(work);
      return null;
    } catch (IOException e) {
      return null;
    }
  }

  private static void deleteIfOld(Path work) {
    try {
      Instant limit = Instant.now().minus(WORK_LIMIT);
      if (Files.getLastModifiedTime(work).toInstant().isBefore(limit)) {
        new DirectoryTree(work).delete();
      }
    } catch (IOException e) {
      // The next start tries again.
    }
  }

  /** The options that the server's JVM is to be started with, those of the archive included. */
  public List<String> options() {
    List<String> all = new ArrayList<>(options);
    // Else the JVM would say on standard output that an archive doesn't fit.
    all.add("-Xlog:disable");
    if (usable) {
      all.add("-XX:SharedArchiveFile=" + archive);
    } else if (work != null) {
      all.add("-XX:DumpLoadedClassList=" + work.resolve("listed"));
    }
    return all;
  }

  /** Makes the archive if there is none, beside other work; for when the server has started. */
  public void makeInBackground() {
    if (work == null) {
      return;
    }
    Path directory = work;
    Thread maker = new Thread(() -> make(directory), "t4-class-data-archive");
    maker.setDaemon(true);
    maker.start();
  }

  private void make(Path directory) {
    try {
      List<String> command = new ArrayList<>();
      command.add(ServerProcess.java().toString());
      command.addAll(options);
      command.add("-Xshare:dump");
      command.add("-XX:SharedClassListFile=" + writeClassList(directory));
      command.add("-XX:SharedArchiveFile=" + directory.resolve("archive"));
      command.add("-cp");
      command.add(classPath);
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("log").toFile())
              .start();
      making.set(process);
      if (process.waitFor() == 0) {
        deleteEarlier();
        Files.move(directory.resolve("archive"), archive, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException | UncheckedIOException e) {
      // Without an archive all works; the next start tries again.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      deleteWork();
    }
  }

  private static Path writeClassList(Path directory) throws IOException {
    Path classes = directory.resolve("classes");
    try (Stream<String> lines =
        Files.lines(directory.resolve("listed"), StandardCharsets.ISO_8859_1)) {
      Files.write(
          classes,
          lines.filter(line -> line.length() <= LONGEST_LINE).toList(),
          StandardCharsets.ISO_8859_1);
    }
    return classes;
  }

  /** Those of earlier versions of the same installation. */
  private void deleteEarlier() throws IOException {
    String name = archive.getFileName().toString();
    String place = name.substring(0, name.lastIndexOf('-') + 1);
    try (Stream<Path> files = Files.list(archive.getParent())) {
      for (Path file :
          files
              .filter(file -> file.getFileName().toString().matches(place + "[0-9a-f]+\\.jsa"))
              .toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Gives up an archive that is not finished. */
  @Override
  public void close() {
    Process process = making.get();
    if (process != null && process.isAlive()) {
      process.destroyForcibly();
    }
    deleteWork();
  }

  private void deleteWork() {
    if (work != null) {
      try {
        new DirectoryTree(work).delete();
      } catch (IOException e) {
        // Deleted by the next start, when it is old.
      }
    }
  }
}
