package io.t4.storage.local;

import io.t4.storage.InvalidObjectKeyException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The directories that one write made, which it takes away again if it fails. */
final class MadeDirectories {
  private final LocalTree tree;
  private final String key;
  private final List<Path> made = new ArrayList<>();

  MadeDirectories(LocalTree tree, String key) {
    this.tree = tree;
    this.key = key;
  }

  /**
   * Makes the directory and those above it that are missing.
   *
   * @throws InvalidObjectKeyException if something else has one of the names
   * @throws NoSuchFileException if another thread or process removed a directory meanwhile
   */
  void make(Path directory) throws IOException {
    if (tree.isSpelledSo(directory) && Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path path = tree.root();
    for (Path name : tree.root().relativize(directory)) {
      path = path.resolve(name);
      try {
        Files.createDirectory(path);
        made.add(path);
      } catch (FileAlreadyExistsException e) {
        // It may be gone by now; these looks then throw the exception that says so.
        if (!LocalTree.attributes(path).isDirectory() || !path.toRealPath().equals(path)) {
          throw new InvalidObjectKeyException(
              key,
              "%s can't hold it, because %s is there and is not a directory of this name"
                  .formatted(tree.location(), path),
              e);
        }
      }
    }
  }

  /** Removes what was made and is still empty. */
  void removeAgain() {
    for (int i = made.size() - 1; i >= 0; i--) {
      LocalTree.removeIfEmpty(made.get(i));
    }
  }
}
