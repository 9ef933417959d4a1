package io.t4.storage.local;

import io.t4.storage.Change;
import io.t4.storage.NoSuchBucketException;
import io.t4.storage.SupportsWatching;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a directory tree, in a thread of its own.
 *
 * <p>A new directory is watched before it is told of, so that whoever lists it then sees what was
 * in it, and hears of what comes later.
 */
final class LocalWatch implements SupportsWatching.Watch {
  private static final Logger LOG = LoggerFactory.getLogger(LocalWatch.class);

  private final LocalTree tree;
  private final WatchService service;
  private final WatchedDirectories directories;
  private final Consumer<Change> consumer;
  private volatile boolean closed;

  private LocalWatch(LocalTree tree, WatchService service, Consumer<Change> consumer) {
    this.tree = tree;
    this.service = service;
    this.directories = new WatchedDirectories(tree, service);
    this.consumer = consumer;
  }

  /** Starts watching. */
  static LocalWatch start(LocalTree tree, Consumer<Change> consumer) throws IOException {
    LocalWatch watch = new LocalWatch(tree, newService(tree), consumer);
    try {
      watch.directories.add("");
      if (!watch.directories.contains("")) {
        throw new IOException(
            "could not watch %s: the directory can't be read, or is gone"
                .formatted(tree.location()));
      }
    } catch (IOException | RuntimeException e) {
      watch.close();
      throw e;
    }
    Thread thread = new Thread(watch::run, "t4-watch-" + tree.root());
    thread.setDaemon(true);
    thread.start();
    return watch;
  }

  private static WatchService newService(LocalTree tree) throws IOException {
    try {
      return tree.root().getFileSystem().newWatchService();
    } catch (UnsupportedOperationException e) {
      throw new IOException(
          "could not watch %s: its file system tells of no changes".formatted(tree.location()), e);
    } catch (IOException e) {
      throw WatchLimit.BUCKETS.reached(tree.location(), e);
    }
  }

  private void run() {
    try {
      while (true) {
        tell(service.take());
      }
    } catch (ClosedWatchServiceException e) {
      LOG.debug("{} is watched no longer", tree.location());
    } catch (InterruptedException e) {
      end(new IOException("the thread that watches " + tree.location() + " was interrupted", e));
    } catch (IOException e) {
      end(e);
    } catch (RuntimeException e) {
      end(new IOException("watching " + tree.location() + " failed: " + e, e));
    }
  }

  private void end(IOException reason) {
    tell(new Change.WatchEnded(reason));
    try {
      close();
    } catch (IOException e) {
      LOG.debug("could not give up watching {}", tree.location(), e);
    }
  }

  /** Tells all that happened in one directory. */
  private void tell(WatchKey key) throws IOException {
    String prefix = directories.prefix(key);
    if (prefix == null) {
      return;
    }
    boolean entriesChanged = false;
    for (WatchEvent<?> event : key.pollEvents()) {
      entriesChanged |= event.kind() != StandardWatchEventKinds.ENTRY_MODIFY;
      if (event.kind() == StandardWatchEventKinds.OVERFLOW) {
        directories.refresh(prefix);
        tell(new Change.DirectoryChanged(prefix));
      } else if (event.context() instanceof Path name && tree.holds(prefix, name.toString())) {
        tell(prefix + name, event.kind());
      }
    }
    if (entriesChanged && !prefix.isEmpty()) {
      // The directory is a marker while it is empty.
      tell(new Change.ObjectChanged(prefix));
    }
    if (!key.reset() && prefix.equals(directories.prefix(key))) {
      directories.remove(prefix);
      tell(new Change.DirectoryChanged(prefix));
      if (prefix.isEmpty()) {
        throw new NoSuchBucketException(
            tree.location().toString(), "the directory is gone; create it and watch it again");
      }
    }
  }

  private void tell(String key, WatchEvent.Kind<?> kind) throws IOException {
    String prefix = key + "/";
    if (kind == StandardWatchEventKinds.ENTRY_DELETE) {
      boolean directory = directories.remove(prefix);
      tell(directory ? new Change.DirectoryChanged(prefix) : new Change.ObjectChanged(key));
    } else if (!tree.isDirectory(prefix)) {
      tell(new Change.ObjectChanged(key));
    } else if (directories.add(prefix) || kind == StandardWatchEventKinds.ENTRY_CREATE) {
      tell(new Change.DirectoryChanged(prefix));
    } else {
      tell(new Change.ObjectChanged(prefix));
    }
  }

  private void tell(Change change) {
    if (closed) {
      return;
    }
    try {
      consumer.accept(change);
    } catch (RuntimeException e) {
      LOG.error("What watches {} failed on {}", tree.location(), change, e);
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    service.close();
  }
}
