package io.t4.catalog.settings;

import io.t4.process.DirectoryTree;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Makes the directory of the data, before anything is written to it, such that its owner alone can
 * read what is in it: the texts of all buckets, and hashes of passwords. One that others could read
 * is closed to them if it has nothing but a catalog's data in it. One that a group may read stays
 * so. One that was made goes again, with what is in it, if the start fails.
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
      List<Path> made = open(directory);
      if (!made.isEmpty()) {
        context.addApplicationListener(new Removal(context, made));
      }
    } catch (IOException e) {
      LOG.warn("others may be able to read {}: {}", directory, e.toString());
    }
  }

  /** Takes away what a start made that then failed. */
  private record Removal(ConfigurableApplicationContext context, List<Path> made)
      implements ApplicationListener<ApplicationFailedEvent> {
    @Override
    public void onApplicationEvent(ApplicationFailedEvent event) {
      // The database and the search node still write.
      context.close();
      try {
        new DirectoryTree(made.get(0)).delete();
        for (Path parent : made.subList(1, made.size())) {
          Files.delete(parent);
        }
      } catch (DirectoryNotEmptyException e) {
        LOG.debug("{} is in use by others", e.getFile());
      } catch (IOException e) {
        LOG.warn("{} could not be removed: {}", made.get(0), e.toString());
      }
    }
  }

  /** Returns what was made: the directory and those above it, upwards. */
  private static List<Path> open(Path directory) throws IOException {
    if (!directory.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return List.of();
    }
    List<Path> missing = missing(directory);
    if (!missing.isEmpty() && create(directory)) {
      return missing;
    }
    close(directory);
    return List.of();
  }

  private static List<Path> missing(Path directory) {
    List<Path> missing = new ArrayList<>();
    for (Path path = directory; path != null && !Files.exists(path); path = path.getParent()) {
      missing.add(path);
    }
    return missing;
  }

  private static void close(Path directory) throws IOException {
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
