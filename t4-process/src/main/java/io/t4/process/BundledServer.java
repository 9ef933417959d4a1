package io.t4.process;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * A server's jars packed into one, which users have on their class path: an artifact with the
 * classifier {@code server}. A JVM can't run jars within a jar, so they are unpacked once into a
 * cache.
 */
final class BundledServer {
  private BundledServer() {}

  /**
   * Unpacks the jars, unless that has been done.
   *
   * @param name of the server; the unpacked folder's name starts with it
   * @param marker where the class path has the entry by which such a jar is known
   * @param cache the directory that keeps unpacked servers
   * @return the folder of jars
   */
  static Path unpack(String name, URL marker, Path cache) throws IOException {
    JarURLConnection connection = (JarURLConnection) marker.openConnection();
    connection.setUseCaches(false);
    try (JarFile bundle = connection.getJarFile()) {
      Path file = Path.of(bundle.getName());
      Path folder =
          cache.resolve(
              "%s-%x-%x"
                  .formatted(name, Files.size(file), Files.getLastModifiedTime(file).toMillis()));
      if (Files.isDirectory(folder)) {
        return folder;
      }
      Files.createDirectories(cache);
      Path fresh = Files.createTempDirectory(cache, name + "-");
      try {
        for (JarEntry entry : jars(bundle)) {
          try (InputStream content = bundle.getInputStream(entry)) {
            Files.copy(content, fresh.resolve(Path.of(entry.getName()).getFileName()));
          }
        }
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        new DirectoryTree(fresh).delete();
        // Another process may have been first, with the same jars.
        if (!Files.isDirectory(folder)) {
          throw e;
        }
      }
      return folder;
    }
  }

  private static List<JarEntry> jars(JarFile bundle) {
    return bundle.stream().filter(entry -> entry.getName().endsWith(".jar")).toList();
  }
}
