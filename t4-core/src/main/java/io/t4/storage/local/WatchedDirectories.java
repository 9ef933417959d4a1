package io.t4.storage.local;

import io.t4.storage.InvalidObjectKeyException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which directories of a tree the operating system is asked to tell about. Each is asked for by
 * itself, as Linux wants it. For one thread.
 *
 * <p>A directory that is moved keeps its {@link WatchKey}, because the system knows it by its
 * identity. So a key stands for one prefix, the newest; an older prefix may still name it.
 */
final class WatchedDirectories {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedDirectories.class);
  private static final WatchEvent.Kind<?>[] KINDS = {
    StandardWatchEventKinds.ENTRY_CREATE,
    StandardWatchEventKinds.ENTRY_MODIFY,
    StandardWatchEventKinds.ENTRY_DELETE
  };

  /** How often is looked again at a directory that others change at the same moment. */
  private static final int ATTEMPTS = 100;

  /** A look at the disk. */
  @FunctionalInterface
  private interface Look<T> {
    T look() throws IOException;
  }

  private final LocalTree tree;
  private final WatchService service;
  private final NavigableMap<String, WatchKey> keys = new TreeMap<>();
  private final Map<WatchKey, String> prefixes = new HashMap<>();

  WatchedDirectories(LocalTree tree, WatchService service) {
    this.tree = tree;
    this.service = service;
  }

  /** The directory that a key stands for; null if it is not watched any more. */
  @Nullable String prefix(WatchKey key) {
    return prefixes.get(key);
  }

  /** Whether the directory is watched. */
  boolean contains(String prefix) {
    return keys.containsKey(prefix);
  }

  /**
   * Watches a directory and all below it. Does nothing if it is watched already, is gone, or is a
   * link.
   *
   * @return whether it is watched now and was not before
   * @throws IOException if the system takes no more
   */
  boolean add(String prefix) throws IOException {
    boolean added = register(prefix);
    Deque<String> pending = new ArrayDeque<>();
    if (added) {
      pending.push(prefix);
    }
    while (!pending.isEmpty()) {
      for (String directory : subdirectories(pending.pop())) {
        if (register(directory)) {
          pending.push(directory);
        }
      }
    }
    return added;
  }

  /**
   * Makes good for what may have been missed in a directory: watches the directories in it that are
   * there now, and no others.
   */
  void refresh(String prefix) throws IOException {
    Set<String> present = new HashSet<>(subdirectories(prefix));
    List<String> gone =
        keys.tailMap(prefix, false).keySet().stream()
            .takeWhile(key -> key.startsWith(prefix))
            .filter(key -> key.indexOf('/', prefix.length()) == key.length() - 1)
            .filter(key -> !present.contains(key))
            .toList();
    gone.forEach(this::remove);
    for (String directory : present) {
      add(directory);
    }
  }

  /**
   * Watches a directory and all below it no longer.
   *
   * @return whether it was watched
   */
  boolean remove(String prefix) {
    boolean found = keys.containsKey(prefix);
    NavigableMap<String, WatchKey> tail = keys.tailMap(prefix, true);
    while (!tail.isEmpty() && tail.firstKey().startsWith(prefix)) {
      Map.Entry<String, WatchKey> first = tail.pollFirstEntry();
      if (prefixes.remove(first.getValue(), first.getKey())) {
        first.getValue().cancel();
      }
    }
    return found;
  }

  private List<String> subdirectories(String prefix) throws IOException {
    List<String> found = ifDirectory(prefix, () -> tree.subdirectories(prefix));
    return found == null ? List.of() : found;
  }

  private boolean register(String prefix) throws IOException {
    return Boolean.TRUE.equals(ifDirectory(prefix, () -> registerNow(prefix)));
  }

  /**
   * What the look shows; null if the directory is gone or can't be read.
   *
   * <p>A look fails in many ways when files and directories replace each other meanwhile. That they
   * did is seen by looking whether it is still a directory, not by the kind of the failure.
   */
  private <T> @Nullable T ifDirectory(String prefix, Look<T> look) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return look.look();
      } catch (InvalidObjectKeyException e) {
        return null;
      } catch (AccessDeniedException e) {
        LOG.warn("{} may not be read; changes in it are not noticed.", e.getFile());
        return null;
      } catch (FileSystemException e) {
        if (!tree.isDirectory(prefix)) {
          return null;
        }
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private boolean registerNow(String prefix) throws IOException {
    Path path = tree.path(prefix);
    WatchKey key = ask(path);
    if (prefix.equals(prefixes.get(key))) {
      return false;
    }
    // Another directory may have had this name.
    remove(prefix);
    if (!tree.isSpelledSo(path)) {
      // Between two looks a link has taken its place, and the system has followed it.
      if (!prefixes.containsKey(key)) {
        key.cancel();
      }
      return false;
    }
    keys.put(prefix, key);
    prefixes.put(key, prefix);
    return true;
  }

  private WatchKey ask(Path path) throws IOException {
    try {
      return path.register(service, KINDS);
    } catch (FileSystemException e) {
      throw e;
    } catch (IOException e) {
      // The JDK has no type for the limits of inotify, but a plain exception.
      throw WatchLimit.DIRECTORIES.reached(tree.location(), e);
    }
  }
}
