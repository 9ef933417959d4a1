package io.t4.storage.local;

import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectSummary;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/** Walks a tree in the order of keys; the names of one directory for each level are in memory. */
final class LocalListing extends LookAheadListing<ObjectSummary> {
  private record Level(LocalDirectory directory, Iterator<String> names) {}

  private final LocalTree tree;
  private final Deque<Level> levels = new ArrayDeque<>();

  /**
   * Starts at the deepest directory that the prefix names.
   *
   * @param prefix any text, as in {@link io.t4.storage.ObjectStore#list}
   */
  LocalListing(LocalTree tree, String prefix) throws IOException {
    super(tree.location(), prefix);
    this.tree = tree;
    int end = prefix.lastIndexOf('/') + 1;
    String begin = prefix.substring(end);
    LocalDirectory directory = tree.directory(prefix.substring(0, end));
    if (directory != null) {
      Iterator<String> names =
          directory.names().stream().filter(name -> name.startsWith(begin)).iterator();
      levels.push(new Level(directory, names));
    }
  }

  @Override
  Optional<ObjectSummary> fetch() throws IOException {
    while (!levels.isEmpty()) {
      Level level = levels.getFirst();
      if (!level.names.hasNext()) {
        levels.pop();
        continue;
      }
      String name = level.names.next();
      if (ObjectKeys.isDirectory(name)) {
        descend(level.directory.prefix() + name);
      } else {
        LocalFile file = tree.object(level.directory, name);
        if (file != null) {
          return Optional.of(file.summary());
        }
      }
    }
    return Optional.empty();
  }

  private void descend(String prefix) throws IOException {
    LocalDirectory directory = tree.directory(prefix);
    if (directory != null) {
      levels.push(new Level(directory, directory.names().iterator()));
    }
  }
}
