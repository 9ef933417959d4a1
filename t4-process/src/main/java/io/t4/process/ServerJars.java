package io.t4.process;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The jars that a server has for itself. They are, in order: in the folder that the system property
 * {@code t4.NAME.server} names; in the folder NAME beside the jar or the classes of the module,
 * where the distribution and the build put it; in the bundle on the class path, artifact {@code
 * io.t4:t4-NAME} with the classifier {@code server}, known by its entry {@code t4-NAME-server.txt}.
 *
 * @param name of the server, such as {@code sandbox}
 * @param main the server's main class, whose module goes on its class path, too
 */
public record ServerJars(String name, Class<?> main) {
  /**
   * The class path of the server's process, in an order that doesn't change.
   *
   * @throws IOException if the jars are nowhere or can't be unpacked; the message says what to do
   */
  public String classPath() throws IOException {
    Path own = locationOf(main);
    try (Stream<Path> jars = Files.list(folder(own))) {
      return Stream.concat(
              jars.filter(file -> file.toString().endsWith(".jar")).sorted(),
              Stream.of(own, locationOf(ServerJars.class)))
          .map(Path::toString)
          .collect(Collectors.joining(File.pathSeparator));
    }
  }

  private Path folder(Path own) throws IOException {
    String property = "t4." + name + ".server";
    String configured = System.getProperty(property);
    if (configured != null) {
      return Path.of(configured);
    }
    Path beside = own.resolveSibling(name);
    if (Files.isDirectory(beside)) {
      return beside;
    }
    URL bundle = main.getResource("/t4-" + name + "-server.txt");
    if (bundle == null) {
      throw new NoSuchFileException(
          beside.toString(),
          null,
          "the server's jars are neither there nor on the class path: add the artifact io.t4:t4-"
              + name
              + " with the classifier 'server', or set the system property "
              + property
              + " to the folder of its jars (a build makes it: mvn -Dquick package)");
    }
    try {
      return BundledServer.unpack(name, bundle, CacheDirectory.path());
    } catch (IOException e) {
      throw new IOException("cannot unpack the server's jars from " + bundle + ": " + e, e);
    }
  }

  private static Path locationOf(Class<?> type) throws IOException {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IOException("the class loader of T4 does not tell where its jar is");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("not a place of jars: " + source.getLocation(), e);
    }
  }
}
