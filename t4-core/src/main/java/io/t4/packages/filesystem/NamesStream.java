package io.t4.packages.filesystem;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** What is directly in a directory. For one thread. */
final class NamesStream implements DirectoryStream<Path> {
  private final PackagePath directory;
  private final List<String> names;
  private final Filter<? super Path> filter;
  private boolean given;
  private boolean closed;

  NamesStream(PackagePath directory, List<String> names, Filter<? super Path> filter) {
    this.directory = directory;
    this.names = names;
    this.filter = filter;
  }

  @Override
  public Iterator<Path> iterator() {
    if (given || closed) {
      throw new IllegalStateException("a directory stream is read once");
    }
    given = true;
    return new Passing();
  }

  @Override
  public void close() {
    closed = true;
  }

  private final class Passing implements Iterator<Path> {
    private final Iterator<String> rest = names.iterator();
    private @Nullable Path next;

    @Override
    public boolean hasNext() {
      while (next == null && !closed && rest.hasNext()) {
        Path path = directory.resolve(rest.next());
        try {
          if (filter.accept(path)) {
            next = path;
          }
        } catch (IOException e) {
          throw new DirectoryIteratorException(e);
        }
      }
      return next != null;
    }

    @Override
    public Path next() {
      Path path = hasNext() ? next : null;
      if (path == null) {
        throw new NoSuchElementException();
      }
      next = null;
      return path;
    }
  }
}
