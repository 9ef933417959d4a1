package io.t4.sandbox;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

/**
 * Finds the server's folder of jars. In order: the one the system property {@value #PROPERTY}
 * names; the folder {@code sandbox} beside our own jar or classes, where the distribution and the
 * build put it; the {@linkplain BundledServer bundle} on the class path.
 */
final class ServerJars {
  static final String PROPERTY = "t4.sandbox.server";

  private ServerJars() {}

  /** The class path of the server's process. */
  static String classPath() {
    Path own = ownLocation();
    return folder(own).resolve("*") + File.pathSeparator + own;
  }

  private static Path folder(Path own) {
    String configured = System.getProperty(PROPERTY);
    if (configured != null) {
      return Path.of(configured);
    }
    Path beside = own.resolveSibling("sandbox");
    if (Files.isDirectory(beside)) {
      return beside;
    }
    URL bundle = ServerJars.class.getResource("/" + BundledServer.MARKER);
    if (bundle == null) {
      throw new SandboxException(
          "the sandbox's server is neither in "
              + beside
              + " nor on the class path: add the artifact io.t4:t4-sandbox with the classifier"
              + " 'server', or set the system property "
              + PROPERTY
              + " to the folder of its jars (a build makes it: mvn -Dquick package)");
    }
    try {
      return BundledServer.unpack(bundle, cache());
    } catch (IOException e) {
      throw new SandboxException("cannot unpack the sandbox's server from " + bundle, e);
    }
  }

  private static Path cache() {
    String configured = System.getenv("XDG_CACHE_HOME");
    Path base =
        configured == null || configured.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(configured);
    return base.resolve("t4");
  }

  private static Path ownLocation() {
    CodeSource source = ServerJars.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new SandboxException("the class loader of T4 does not tell where its jar is");
    }
    try {
      return Path.of(source.getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new SandboxException("not a place of jars: " + source.getLocation(), e);
    }
  }
}
