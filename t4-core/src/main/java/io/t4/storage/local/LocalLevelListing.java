package io.t4.storage.local;

import io.t4.storage.DirectoryEntry;
import io.t4.storage.ObjectKeys;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;

/** What is in one directory of a tree after some place, in the order of keys. */
final class LocalLevelListing extends LookAheadListing<DirectoryEntry> {
  private final LocalTree tree;
  private final LocalDirectory directory;
  private final Iterator<String> names;

  LocalLevelListing(LocalTree tree, LocalDirectory directory, String startAfter) {
    super(tree.location(), directory.prefix());
    this.tree = tree;
    this.directory = directory;
    this.names =
        directory.names().stream()
            .filter(name -> ObjectKeys.ORDER.compare(directory.prefix() + name, startAfter) > 0)
            .iterator();
  }

  @Override
  Optional<DirectoryEntry> fetch() throws IOException {
    while (names.hasNext()) {
      String name = names.next();
      if (ObjectKeys.isDirectory(name)) {
        return Optional.of(new DirectoryEntry.Subdirectory(directory.prefix() + name));
      }
      LocalFile file = tree.object(directory, name);
      if (file != null) {
        return Optional.of(new DirectoryEntry.ObjectEntry(file.summary()));
      }
    }
    return Optional.empty();
  }
}
