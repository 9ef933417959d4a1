package io.t4.storage.local;

import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectSummary;
import io.t4.storage.SupportsPartialListing.LeftOut;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Walks a tree in the order of keys; the names of one directory for each level are in memory. */
final class LocalListing extends LookAheadListing<ObjectSummary> {
  private record Level(LocalDirectory directory, Iterator<String> names) {}

  private final LocalTree tree;
  private final String startAfter;
  private final @Nullable Consumer<LeftOut> leftOut;
  private final Deque<Level> levels = new ArrayDeque<>();

  /**
   * Starts at the deepest directory that the prefix names; directories whose keys all come before
   * the wanted ones are not read.
   *
   * @param prefix any text, as in {@link io.t4.storage.ObjectStore#list}
   * @param startAfter the keys listed come after this one; empty for all
   * @param leftOut is told what can't be read or be an object; null if the first is to fail
   */
  LocalListing(
      LocalTree tree, String prefix, String startAfter, @Nullable Consumer<LeftOut> leftOut)
      throws IOException {
    super(tree.location(), prefix);
    this.tree = tree;
    this.startAfter = startAfter;
    this.leftOut = leftOut;
    int end = prefix.lastIndexOf('/') + 1;
    String begin = prefix.substring(end);
    descend(prefix.substring(0, end), name -> name.startsWith(begin));
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
        descend(level.directory.prefix() + name, any -> true);
      } else {
        LocalFile file = object(level.directory, name);
        if (file != null) {
          return Optional.of(file.summary());
        }
      }
    }
    return Optional.empty();
  }

  private @Nullable LocalFile object(LocalDirectory directory, String name) throws IOException {
    try {
      return tree.object(directory, name);
    } catch (IOException e) {
      leaveOut(directory.prefix() + name, e);
      return null;
    }
  }

  private @Nullable LocalDirectory directory(String prefix) throws IOException {
    try {
      return tree.directory(prefix);
    } catch (IOException e) {
      if (prefix.isEmpty()) {
        throw e;
      }
      leaveOut(prefix, e);
      return null;
    }
  }

  private void leaveOut(String key, IOException reason) throws IOException {
    if (leftOut == null) {
      throw reason;
    }
    String told = reason instanceof FileSystemException e ? e.getReason() : reason.getMessage();
    leftOut.accept(new LeftOut(key, told == null ? reason.toString() : told));
  }

  private void descend(String prefix, Predicate<String> wanted) throws IOException {
    LocalDirectory directory = reachesBeyondStart(prefix) ? directory(prefix) : null;
    if (directory != null) {
      if (leftOut != null) {
        directory.leftOut().forEach(leftOut);
      }
      Iterator<String> names =
          directory.names().stream()
              .filter(wanted)
              .filter(
                  name ->
                      ObjectKeys.isDirectory(name)
                          ? reachesBeyondStart(prefix + name)
                          : isAfterStart(prefix + name))
              .iterator();
      levels.push(new Level(directory, names));
    }
  }

  private boolean isAfterStart(String key) {
    return startAfter.isEmpty() || ObjectKeys.ORDER.compare(key, startAfter) > 0;
  }

  /** Whether a key with that prefix, which is a directory's, can come after the start. */
  private boolean reachesBeyondStart(String prefix) {
    return isAfterStart(prefix) || startAfter.startsWith(prefix);
  }
}
