package io.t4.text;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the workers' folder of jars. In order: the one the system property {@value #PROPERTY}
 * names; the folder {@code text} beside our own jar or classes, where the build puts it, or beside
 * the folder of our jar, where the distribution does.
 */
final class WorkerJars {
  static final String PROPERTY = "t4.text.worker";

  private static final String FOLDER = "text";

  private WorkerJars() {}

  /** The class path of a worker's process. */
  static String classPath() throws IOException {
    Path own = ownLocation();
    return folder(own).resolve("*") + File.pathSeparator + own;
  }

  private static Path folder(Path own) throws IOException {
    String configured = System.getProperty(PROPERTY);
    if (configured != null) {
      return Path.of(configured);
    }
    List<Path> places = new ArrayList<>();
    places.add(own.resolveSibling(FOLDER));
    if (own.getParent() != null) {
      places.add(own.getParent().resolveSibling(FOLDER));
    }
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        return place;
      }
    }
    throw new IOException(
        "the jars of the text workers are in none of "
            + places
            + ": set the system property "
            + PROPERTY
            + " to their folder (a build makes it: mvn -Dquick package)");
  }

  private static Path ownLocation() throws IOException {
    CodeSource source = WorkerJars.class.getProtectionDomain().getCodeSource();
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
