package io.t4.storage.local;

import static io.t4.storage.local.Naming.naming;

import io.t4.storage.Listing;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectSummary;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Walks a tree in the order of keys; the names of one directory for each level are in memory. */
final class LocalListing implements Listing<ObjectSummary> {
  private record Level(LocalDirectory directory, Iterator<String> names) {}

  private final LocalTree tree;
  private final String prefix;
  private final Deque<Level> levels = new ArrayDeque<>();
  private @Nullable ObjectSummary next;

  /**
   * Starts at the deepest directory that the prefix names.
   *
   * @param prefix any text, as in {@link io.t4.storage.ObjectStore#list}
   */
  LocalListing(LocalTree tree, String prefix) throws IOException {
    this.tree = tree;
    this.prefix = prefix;
    int end = prefix.lastIndexOf('/') + 1;
    String begin = prefix.substring(end);
    LocalDirectory directory = tree.directory(prefix.substring(0, end));
    if (directory != null) {
      levels.push(
          new Level(
              directory,
              directory.names().stream().filter(name -> name.startsWith(begin)).iterator()));
    }
  }

  @Override
  public boolean hasNext() throws IOException {
    return naming("list", prefix, tree.location(), this::advance);
  }

  private boolean advance() throws IOException {
    while (next == null && !levels.isEmpty()) {
      Level level = levels.getFirst();
      if (level.names.hasNext()) {
        visit(level.directory, level.names.next());
      } else {
        levels.pop();
      }
    }
    return next != null;
  }

  private void visit(LocalDirectory directory, String name) throws IOException {
    if (ObjectKeys.isDirectory(name)) {
      LocalDirectory below = tree.directory(directory.prefix() + name);
      if (below != null) {
        levels.push(new Level(below, below.names().iterator()));
      }
    } else {
      LocalFile file = tree.object(directory, name);
      next = file == null ? null : file.summary();
    }
  }

  @Override
  public ObjectSummary next() throws IOException {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("the listing has ended");
    }
    ObjectSummary result = next;
    next = null;
    return result;
  }

  @Override
  public void close() {
    levels.clear();
    next = null;
  }
}
