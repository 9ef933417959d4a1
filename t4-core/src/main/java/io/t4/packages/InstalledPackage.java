package io.t4.packages;

import io.t4.error.NotFoundException;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A package, or a part of one, whose files are in a directory: it was installed there, or pushed
 * from there. Immutable.
 *
 * @param name of the package
 * @param topHash of the revision that the local registry has
 * @param directory absolute
 * @param contents what of the revision is in the directory, by its paths there
 */
public record InstalledPackage(String name, String topHash, Path directory, DataPackage contents) {

  /**
   * What is in a directory, by the local registry's latest revisions. Reads the manifest of each
   * package there.
   *
   * @return one or more, by name
   * @throws NotFoundException if there is no such directory, or no package's files are in it
   */
  public static List<InstalledPackage> in(Path directory, T4Session session) {
    if (!Files.isDirectory(directory)) {
      throw new NotFoundException("There is no directory '%s'.".formatted(directory));
    }
    Path absolute = directory.toAbsolutePath().normalize();
    PackageRegistry local = PackageRegistry.local(session);
    List<InstalledPackage> found = new ArrayList<>();
    for (String name : local.listPackages()) {
      DataPackage revision = local.browse(name);
      contents(revision, absolute)
          .map(contents -> new InstalledPackage(name, revision.topHash(), absolute, contents))
          .ifPresent(found::add);
    }
    if (found.isEmpty()) {
      throw new NotFoundException(
          "No package of the local registry %s has its files in '%s'; install one there, or push it from there."
              .formatted(local.location(), absolute));
    }
    return found;
  }

  private static Optional<DataPackage> contents(DataPackage revision, Path directory) {
    Iterator<ManifestLine.Entry> entries = revision.relativeEntries();
    while (entries.hasNext()) {
      ManifestLine.Entry line = entries.next();
      String prefix = prefix(line, directory);
      if (prefix != null) {
        DataPackage part = prefix.isEmpty() ? revision : revision.directory(prefix);
        return Optional.of(part.filter((key, entry) -> isAt(entry, directory.resolve(key))));
      }
    }
    return Optional.empty();
  }

  /**
   * The directory of the package that is in the directory of the disk: empty for the whole package,
   * null if the entry isn't there.
   */
  private static @Nullable String prefix(ManifestLine.Entry line, Path directory) {
    Path file = file(line.entry());
    if (file == null || !file.startsWith(directory)) {
      return null;
    }
    String relative = directory.relativize(file).toString().replace(File.separatorChar, '/');
    String key = line.logicalKey();
    boolean isAtEnd = key.equals(relative) || key.endsWith("/" + relative);
    return isAtEnd ? key.substring(0, key.length() - relative.length()) : null;
  }

  private static boolean isAt(PackageEntry entry, Path file) {
    return file.equals(file(entry));
  }

  private static @Nullable Path file(PackageEntry entry) {
    Location location = entry.physicalKey();
    return location.scheme().equals("file") ? location.path() : null;
  }

  /** What was changed in the directory since; extra files are among the differences. */
  public Verification changes() {
    return contents.verify(directory);
  }
}
