package io.t4.catalog.settings;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Makes the directory of the data, before anything is written to it, such that its owner alone can
 * read what is in it: the texts of all buckets, and hashes of passwords. One that others could read
 * is closed to them if it has nothing but a catalog's data in it. One that a group may read stays
 * so.
 */
final class PrivateDataDirectory
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {
  private static final Logger LOG = LoggerFactory.getLogger(PrivateDataDirectory.class);
  private static final Set<PosixFilePermission> OWNER =
      PosixFilePermissions.fromString("rwx------");
  private static final Set<String> DIRECTORIES = Set.of("index", "temporary", "tomcat");
  private static final String DATABASE = "catalog.";

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    String data = context.getEnvironment().getProperty("t4.catalog.data");
    if (data == null) {
      return;
    }
    Path directory = Path.of(data).toAbsolutePath();
    try {
      open(directory);
    } catch (IOException e) {
      LOG.warn("others may be able to read {}: {}", directory, e.toString());
    }
  }

  private static void open(Path directory) throws IOException {
    if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    if (!Files.exists(directory) && create(directory)) {
      return;
    }
    Set<PosixFilePermission> present = Files.getPosixFilePermissions(directory);
    if (!present.contains(PosixFilePermission.OTHERS_READ)
        && !present.contains(PosixFilePermission.OTHERS_EXECUTE)) {
      return;
    }
    if (isOfCatalogAlone(directory)) {
      Files.setPosixFilePermissions(directory, OWNER);
    } else {
      LOG.warn("others can read {}; give the catalog a directory of its own", directory);
    }
  }

  /** Whether it was made here, and not by another process at the same moment. */
  private static boolean create(Path directory) throws IOException {
    Path parent = directory.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    try {
      Files.createDirectory(directory, PosixFilePermissions.asFileAttribute(OWNER));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static boolean isOfCatalogAlone(Path directory) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (!DIRECTORIES.contains(name) && !name.startsWith(DATABASE)) {
          return false;
        }
      }
    }
    return true;
  }
}
