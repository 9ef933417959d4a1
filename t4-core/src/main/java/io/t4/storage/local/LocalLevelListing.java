package io.t4.storage.local;

import io.t4.storage.DirectoryEntry;
import io.t4.storage.ObjectKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * What is in one directory of a tree after some place, in the order of keys. Only what is given is
 * looked at on the disk: of a large directory all names are read, which is quick, and few files.
 */
final class LocalLevelListing extends LookAheadListing<DirectoryEntry> {
  private final LocalTree tree;
  private final Path path;
  private final String prefix;
  private final String startAfter;

  /** As the disk has them, so that it isn't known yet which are directories. */
  private final Queue<String> names;

  /** Keys of directories, whose {@code /} lets them come behind names that were looked at later. */
  private final Queue<String> directories = new PriorityQueue<>(ObjectKeys.ORDER);

  /** Whether the directory itself may be an object. */
  private boolean empty;

  /**
   * @param names in the directory, in their order
   */
  LocalLevelListing(
      LocalTree tree, Path path, String prefix, List<String> names, String startAfter) {
    super(tree.location(), prefix);
    this.tree = tree;
    this.path = path;
    this.prefix = prefix;
    this.startAfter = startAfter;
    this.empty = names.isEmpty() && !prefix.isEmpty() && isAfter(prefix);
    this.names =
        new ArrayDeque<>(names.stream().filter(name -> isAfter(prefix + name + "/")).toList());
  }

  private boolean isAfter(String key) {
    return ObjectKeys.ORDER.compare(key, startAfter) > 0;
  }

  @Override
  Optional<DirectoryEntry> fetch() throws IOException {
    if (empty) {
      empty = false;
      return Optional.ofNullable(tree.object(prefix, path))
          .map(file -> new DirectoryEntry.ObjectEntry(file.summary()));
    }
    while (true) {
      String name = names.peek();
      String directory = directories.peek();
      if (directory != null
          && (name == null || ObjectKeys.ORDER.compare(directory, prefix + name) < 0)) {
        return Optional.of(new DirectoryEntry.Subdirectory(directories.remove()));
      }
      if (name == null) {
        return Optional.empty();
      }
      LocalFile file = looked(names.remove());
      if (file != null) {
        return Optional.of(new DirectoryEntry.ObjectEntry(file.summary()));
      }
    }
  }

  /** A file that is an object; directories come when it is their turn. */
  private @Nullable LocalFile looked(String name) throws IOException {
    LocalFile file = tree.entry(path, prefix, name);
    if (file != null && file.attributes().isDirectory()) {
      directories.add(file.key() + "/");
      return null;
    }
    return file != null && isAfter(file.key()) ? file : null;
  }
}
