package io.t4.searchnode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On jars, as in the distribution, since the JVM makes no archive of directories. */
class ClassDataArchiveTest {
  @TempDir Path directory;

  @Test
  void theFirstStartMakesAnArchiveThatTheNextOneUses() throws Exception {
    Path cache = directory.resolve("cache");
    List<String> jars = new ArrayList<>();
    String server = "";
    for (String entry : OwnerProcess.classPathEntries()) {
      Path path = Path.of(entry);
      jars.add(Files.isDirectory(path) ? pack(path, jars.size()).toString() : entry);
      if (Files.isDirectory(path.resolveSibling("search-node"))) {
        server = path.resolveSibling("search-node").toString();
      }
    }
    String classPath = String.join(File.pathSeparator, jars);
    Map<String, String> environment = Map.of("XDG_CACHE_HOME", cache.toString(), "T4_ARCHIVE", "");
    String option = "-Dt4.search-node.server=" + server;

    try (OwnerProcess owner = OwnerProcess.start(classPath, environment, option)) {
      await().atMost(Duration.ofMinutes(3)).until(() -> archives(cache).size() == 1);
      await().until(() -> onlyFiles(cache.resolve("t4")));
      owner.process().destroyForcibly().waitFor();
    }

    try (OwnerProcess owner = OwnerProcess.start(classPath, environment, option)) {
      assertThat(commandLine(owner.node()))
          .contains("-XX:SharedArchiveFile=" + archives(cache).get(0));
      assertThat(mapped(owner.node())).contains(archives(cache).get(0).toString());
    }

    Map<String, String> off = Map.of("XDG_CACHE_HOME", cache.toString(), "T4_ARCHIVE", "off");
    try (OwnerProcess owner = OwnerProcess.start(classPath, off, option)) {
      assertThat(commandLine(owner.node()))
          .contains("-Xmx512m")
          .doesNotContain("-XX:SharedArchiveFile=");
    }
  }

  /** Its beginning, with the options of the JVM; systems cut long ones off. */
  private static String commandLine(ProcessHandle process) {
    return process.info().commandLine().orElse("");
  }

  /** The files that the process has in its memory; as far as the system tells. */
  private static String mapped(ProcessHandle process) throws IOException {
    Path maps = Path.of("/proc", Long.toString(process.pid()), "maps");
    assumeTrue(Files.isReadable(maps), "this system doesn't tell what a process maps");
    return Files.readString(maps);
  }

  private static List<Path> archives(Path cache) throws IOException {
    if (!Files.isDirectory(cache.resolve("t4"))) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(cache.resolve("t4"))) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }

  private static boolean onlyFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.allMatch(Files::isRegularFile);
    }
  }

  private Path pack(Path classes, int number) throws IOException {
    Path jar = directory.resolve("classes-" + number + ".jar");
    try (JarOutputStream output = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> files = Files.walk(classes)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file -> {
                try {
                  String name =
                      classes.relativize(file).toString().replace(File.separatorChar, '/');
                  output.putNextEntry(new ZipEntry(name));
                  Files.copy(file, output);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
    return jar;
  }
}
