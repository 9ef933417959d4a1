package io.t4.packages;

import io.t4.error.InvalidKeyException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a package consists of: header, metadata of directories, entries. Changes to entries are laid
 * over a table, and become a new one when they are many. For one thread.
 */
final class PackageTree {
  private static final int FEW_CHANGES = 1 << 14;

  private final Map<String, @Nullable Object> header;
  private final NavigableMap<String, Map<String, @Nullable Object>> directories =
      new TreeMap<>(LogicalKeys.ORDER);
  private final NavigableMap<String, Optional<PackageEntry>> changes =
      new TreeMap<>(LogicalKeys.ORDER);
  private EntryTable table = EntryTable.EMPTY;
  private @Nullable Origin origin;

  PackageTree(Map<String, @Nullable Object> header) {
    this.header = new LinkedHashMap<>(header);
  }

  /** The revision that this was made from; null if there is none. */
  @Nullable Origin origin() {
    return origin;
  }

  void originate(@Nullable Origin revision) {
    origin = revision;
  }

  /** The first line of the manifest, to be changed. */
  Map<String, @Nullable Object> header() {
    return header;
  }

  /** The user's metadata of directories by their names, with {@code /} at the end; in order. */
  NavigableMap<String, Map<String, @Nullable Object>> directories() {
    return directories;
  }

  /** The directories that begin with a prefix, the prefix's own not included. */
  NavigableMap<String, Map<String, @Nullable Object>> directoriesBelow(String prefix) {
    if (prefix.isEmpty()) {
      return directories;
    }
    // A slash comes before all other characters, NUL next.
    String end = prefix.substring(0, prefix.length() - 1) + '\0';
    return directories.subMap(prefix, false, end, false);
  }

  @Nullable PackageEntry get(String logicalKey) {
    Optional<PackageEntry> change = changes.get(logicalKey);
    return change == null ? table.get(logicalKey) : change.orElse(null);
  }

  /** Whether there is an entry in the directory, or metadata of it or one below. */
  boolean hasDirectory(String prefix) {
    return prefix.isEmpty()
        || entries(prefix).hasNext()
        || directories.containsKey(prefix)
        || !directoriesBelow(prefix).isEmpty();
  }

  /**
   * Adds or replaces an entry.
   *
   * @throws InvalidKeyException if the key is a directory, or needs one where an entry is
   */
  void put(String logicalKey, PackageEntry entry) {
    requireRoom(logicalKey);
    changes.put(logicalKey, Optional.of(entry));
    if (changes.size() > FEW_CHANGES + table.size() / 4) {
      compact();
    }
  }

  private void compact() {
    if (!changes.isEmpty()) {
      replace(new EntryTable.Builder().addAll(entries("")).build());
    }
  }

  private void requireRoom(String logicalKey) {
    if (get(logicalKey) != null) {
      return;
    }
    if (hasDirectory(logicalKey + "/")) {
      throw new InvalidKeyException(
          "'%s' is a directory of the package; delete it before an entry takes its place."
              .formatted(logicalKey));
    }
    requireNoEntryAbove(logicalKey);
  }

  /** A key whose directories are all directories, or new. */
  void requireNoEntryAbove(String logicalKey) {
    for (int slash = logicalKey.indexOf('/');
        slash >= 0;
        slash = logicalKey.indexOf('/', slash + 1)) {
      String above = logicalKey.substring(0, slash);
      if (get(above) != null) {
        throw new InvalidKeyException(
            "'%s' needs a directory where the package has the entry '%s'."
                .formatted(logicalKey, above));
      }
    }
  }

  /**
   * Adds or replaces all those entries, or none.
   *
   * @param policy says which entry counts where there are two
   * @throws InvalidKeyException as {@link #put}
   */
  void putAll(EntryTable incoming, UpdatePolicy policy) {
    if (incoming.size() == 0) {
      return;
    }
    Iterator<Map.Entry<String, Optional<PackageEntry>>> incomingChanges =
        mapped(
            incoming.iterator(),
            line -> Map.entry(line.logicalKey(), Optional.of(chosen(line, policy))));
    EntryTable.Builder merged = new EntryTable.Builder();
    String before = null;
    for (Iterator<ManifestLine.Entry> all = new MergedEntries(entries(""), incomingChanges);
        all.hasNext(); ) {
      ManifestLine.Entry entry = all.next();
      EntrySorter.requireCompatible(before, entry.logicalKey());
      before = entry.logicalKey();
      merged.add(entry);
    }
    replace(merged.build());
  }

  private PackageEntry chosen(ManifestLine.Entry incoming, UpdatePolicy policy) {
    PackageEntry existing = policy == UpdatePolicy.EXISTING ? get(incoming.logicalKey()) : null;
    return existing == null ? incoming.entry() : existing;
  }

  /** Removes an entry that is there. */
  void remove(String logicalKey) {
    if (table.get(logicalKey) == null) {
      changes.remove(logicalKey);
    } else {
      changes.put(logicalKey, Optional.empty());
    }
  }

  /** Removes all that is in a directory, and its metadata. */
  void removeDirectory(String prefix) {
    EntryTable.Builder rest = new EntryTable.Builder();
    entries("")
        .forEachRemaining(
            entry -> {
              if (!entry.logicalKey().startsWith(prefix)) {
                rest.add(entry);
              }
            });
    replace(rest.build());
    directories.keySet().removeIf(directory -> directory.startsWith(prefix));
  }

  /** Takes over the entries and the origin of another tree. */
  void replace(PackageTree other) {
    other.compact();
    replace(other.table);
    origin = other.origin;
  }

  /** Puts other entries in the place of all. */
  void replace(EntryTable entries) {
    table = entries;
    changes.clear();
  }

  /** The entries whose keys begin with a prefix, which is empty or ends in {@code /}; in order. */
  Iterator<ManifestLine.Entry> entries(String prefix) {
    Iterator<ManifestLine.Entry> all =
        new MergedEntries(
            prefix.isEmpty() ? table.iterator() : table.from(prefix),
            changes.tailMap(prefix, true).entrySet().iterator());
    return prefix.isEmpty() ? all : new Beginning(all, prefix);
  }

  private static final class Beginning implements Iterator<ManifestLine.Entry> {
    private final Iterator<ManifestLine.Entry> all;
    private final String prefix;
    private ManifestLine.@Nullable Entry next;

    Beginning(Iterator<ManifestLine.Entry> all, String prefix) {
      this.all = all;
      this.prefix = prefix;
      advance();
    }

    private void advance() {
      next = all.hasNext() ? all.next() : null;
      if (next != null && !next.logicalKey().startsWith(prefix)) {
        next = null;
      }
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public ManifestLine.Entry next() {
      ManifestLine.Entry entry = next;
      if (entry == null) {
        throw new NoSuchElementException();
      }
      advance();
      return entry;
    }
  }

  static <T, R> Iterator<R> mapped(Iterator<T> elements, Function<? super T, R> mapping) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return elements.hasNext();
      }

      @Override
      public R next() {
        return mapping.apply(elements.next());
      }
    };
  }
}
