package io.t4.packages;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * How two packages differ. Where the content is doesn't count.
 *
 * @param changes of entries, in the order of manifests
 * @param metaChanged whether the metadata of the packages themselves differs
 * @param directoriesChanged the directories whose metadata differs, with {@code /} at the end
 */
public record PackageDiff(
    List<EntryChange> changes, boolean metaChanged, List<String> directoriesChanged) {

  public PackageDiff {
    changes = List.copyOf(changes);
    directoriesChanged = List.copyOf(directoriesChanged);
  }

  /** The logical keys that only the later package has. */
  public List<String> added() {
    return keys(EntryChange.Kind.ADDED);
  }

  /** The logical keys whose entries differ. */
  public List<String> modified() {
    return keys(EntryChange.Kind.MODIFIED);
  }

  /** The logical keys that only the earlier package has. */
  public List<String> deleted() {
    return keys(EntryChange.Kind.DELETED);
  }

  private List<String> keys(EntryChange.Kind kind) {
    return changes.stream()
        .filter(change -> change.kind() == kind)
        .map(EntryChange::logicalKey)
        .toList();
  }

  /** Whether nothing differs. */
  public boolean isEmpty() {
    return changes.isEmpty() && !metaChanged && directoriesChanged.isEmpty();
  }

  /**
   * How the entries of two manifests differ, one by one, in their order: memory doesn't grow with
   * them. What manifests say of directories is passed over. Lazy; the readers stay open. The stream
   * throws a {@link io.t4.error.FormatException} at an entry that is malformed, or that is not
   * behind the one before in the order in which this library and Python's write manifests.
   *
   * @param before of which nothing but the header was read
   * @param after as {@code before}
   */
  public static Stream<EntryChange> changes(ManifestReader before, ManifestReader after) {
    return changes(new OrderedEntries(before), new OrderedEntries(after));
  }

  /** The differences between entries that come in order, one by one. */
  static Stream<EntryChange> changes(
      Iterator<ManifestLine.Entry> before, Iterator<ManifestLine.Entry> after) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new Changes(before, after), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  private static final class Changes implements Iterator<EntryChange> {
    private final Iterator<ManifestLine.Entry> before;
    private final Iterator<ManifestLine.Entry> after;
    private ManifestLine.@Nullable Entry left;
    private ManifestLine.@Nullable Entry right;
    private @Nullable EntryChange next;

    Changes(Iterator<ManifestLine.Entry> before, Iterator<ManifestLine.Entry> after) {
      this.before = before;
      this.after = after;
      left = nextOf(before);
      right = nextOf(after);
    }

    private static ManifestLine.@Nullable Entry nextOf(Iterator<ManifestLine.Entry> entries) {
      return entries.hasNext() ? entries.next() : null;
    }

    @Override
    public boolean hasNext() {
      while (next == null && (left != null || right != null)) {
        ManifestLine.Entry l = left;
        ManifestLine.Entry r = right;
        int order =
            l == null
                ? 1
                : r == null ? -1 : LogicalKeys.ORDER.compare(l.logicalKey(), r.logicalKey());
        PackageEntry old = order <= 0 && l != null ? l.entry() : null;
        PackageEntry fresh = order >= 0 && r != null ? r.entry() : null;
        if (old == null || !old.equals(fresh)) {
          String key = order <= 0 && l != null ? l.logicalKey() : r == null ? "" : r.logicalKey();
          next = new EntryChange(key, old, fresh);
        }
        if (order <= 0) {
          left = nextOf(before);
        }
        if (order >= 0) {
          right = nextOf(after);
        }
      }
      return next != null;
    }

    @Override
    public EntryChange next() {
      EntryChange change = hasNext() ? next : null;
      if (change == null) {
        throw new NoSuchElementException();
      }
      next = null;
      return change;
    }
  }
}
