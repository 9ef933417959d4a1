package io.t4.packages;

import io.t4.error.InvalidInputException;
import io.t4.error.InvalidKeyException;
import io.t4.error.NotFoundException;
import io.t4.formats.Formats;
import io.t4.json.Json;
import io.t4.json.JsonStyle;
import io.t4.session.T4Session;
import io.t4.storage.CurrentObjects;
import io.t4.storage.Listing;
import io.t4.storage.Location;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectStat;
import io.t4.storage.ObjectStore;
import io.t4.storage.ObjectSummary;
import io.t4.storage.local.AtomicFile;
import io.t4.transfer.FileTree;
import io.t4.transfer.TransferListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;

/** Makes entries of files, objects, directories of both, and values. */
final class EntrySources {
  /** Where a registry in the same place keeps its own objects. */
  private static final String REGISTRY = ".quilt/";

  private final T4Session session;

  EntrySources(T4Session session) {
    this.session = session;
  }

  /** What a URI or a path names, as a location with absolute path. */
  static Location location(String uriOrPath) {
    return Location.isUri(uriOrPath)
        ? Location.parse(uriOrPath)
        : Location.directory(Path.of(uriOrPath));
  }

  /** The entry of a file or object; of an object the version that is current now. */
  PackageEntry object(Location location) throws IOException {
    if (location.scheme().equals("file")) {
      Path file = location.path().toRealPath();
      if (!Files.isRegularFile(file)) {
        throw new InvalidInputException(
            file + " is no file; add directories with setDir, and nothing that has no end.");
      }
      return PackageEntry.of(Location.directory(file), Files.size(file));
    }
    if (location.key().isEmpty() || ObjectKeys.isDirectory(location.key())) {
      throw new InvalidKeyException(
          "'" + location + "' is a directory; add it with setDir, or name an object in it.");
    }
    ObjectStat stat =
        session.store(location.withoutKey()).stat(location.key(), location.versionId());
    return PackageEntry.of(location.resolve(location.key(), stat.versionId()), stat.size());
  }

  /**
   * The entries of a directory by their paths below it, after a prefix.
   *
   * @param prefix of the logical keys; empty or with {@code /} at its end
   */
  EntryTable directory(String prefix, Location directory) throws IOException {
    EntrySorter entries = new EntrySorter();
    if (directory.scheme().equals("file")) {
      addFiles(prefix, directory.path(), entries);
    } else {
      addObjects(prefix, directory, entries);
    }
    return entries.table();
  }

  private void addFiles(String prefix, Path directory, EntrySorter entries) throws IOException {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new NotDirectoryException(directory + " is a file; add it with set");
    }
    TransferListener listener = session.transfers().listener();
    try (FileTree files = new FileTree(directory, listener::warned)) {
      while (files.hasNext()) {
        FileTree.Entry file = files.next();
        if (!file.relativeKey().startsWith(REGISTRY)) {
          PackageEntry entry =
              PackageEntry.of(Location.directory(file.file()), Files.size(file.file()));
          add(prefix + file.relativeKey(), entry, entries);
        }
      }
    }
  }

  private void addObjects(String prefix, Location directory, EntrySorter entries)
      throws IOException {
    if (directory.versionId() != null) {
      throw new InvalidKeyException(
          "'" + directory + "' is a version, and a directory has none; leave out ?versionId=…");
    }
    ObjectStore store = session.store(directory.withoutKey());
    String root = ObjectKeys.directoryPrefix(directory.key());
    boolean found = false;
    try (Listing<ObjectSummary> listing = CurrentObjects.list(store, root)) {
      while (listing.hasNext()) {
        ObjectSummary object = listing.next();
        found = true;
        String relative = object.key().substring(root.length());
        if (ObjectKeys.isDirectory(object.key()) || relative.startsWith(REGISTRY)) {
          continue;
        }
        Location location = directory.resolve(object.key(), object.versionId());
        add(prefix + relative, PackageEntry.of(location, object.size()), entries);
      }
    }
    if (!found && !root.isEmpty()) {
      throw new NotFoundException("There is nothing in '" + directory + "'.");
    }
  }

  private static void add(String logicalKey, PackageEntry entry, EntrySorter entries) {
    entries.add(new ManifestLine.Entry(LogicalKeys.requireValid(logicalKey), entry));
  }

  /**
   * The entry of a value in memory, which is serialised to a file in the user's data directory. The
   * file stays until the entry is pushed.
   */
  PackageEntry value(String logicalKey, Object value) throws IOException {
    Formats.Serialized serialized = session.formats().write(logicalKey, value, null, Map.of());
    String name = ObjectKeys.name(logicalKey);
    int dot = name.lastIndexOf('.');
    // With its extension, by which others know what is in it.
    Path file = staging().resolve(UUID.randomUUID() + (dot < 0 ? "" : name.substring(dot)));
    try (AtomicFile target = AtomicFile.create(file);
        InputStream in = serialized.content().open()) {
      Files.copy(in, target.temporary(), StandardCopyOption.REPLACE_EXISTING);
      target.commit();
    }
    return new PackageEntry(
        Location.directory(file).toString(),
        serialized.content().size(),
        null,
        Json.write(serialized.format().recorded(), JsonStyle.KEPT));
  }

  /** Whether the file holds a value that was serialised here and belongs to nobody else. */
  boolean isStaged(Location location) {
    return location.scheme().equals("file") && staging().equals(location.path().getParent());
  }

  private Path staging() {
    return session.directories().data().toAbsolutePath().normalize().resolve("staged");
  }
}
