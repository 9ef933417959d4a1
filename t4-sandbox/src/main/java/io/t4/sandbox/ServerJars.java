package io.t4.sandbox;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/**
 * Finds the server's folder of jars: the one the system property {@value #PROPERTY} names, else the
 * folder {@code sandbox} beside our own jar or classes, where the distribution and the build put
 * it.
 */
final class ServerJars {
  static final String PROPERTY = "t4.sandbox.server";

  private ServerJars() {}

  /** The class path of the server's process. */
  static String classPath() {
    Path own = ownLocation();
    String configured = System.getProperty(PROPERTY);
    Path folder = configured != null ? Path.of(configured) : own.resolveSibling("sandbox");
    if (!Files.isDirectory(folder)) {
      throw new SandboxException(
          "the sandbox's server is not at "
              + folder
              + ": set the system property "
              + PROPERTY
              + " to its folder of jars, or build it with 'mvn -Dquick package'");
    }
    return folder.resolve("*") + File.pathSeparator + own;
  }

  private static Path ownLocation() {
    CodeSource source = ServerJars.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new SandboxException(
          "cannot tell where T4 is installed; set the system property " + PROPERTY);
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new SandboxException("not a place of jars: " + source.getLocation(), e);
    }
  }
}
