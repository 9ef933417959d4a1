package io.t4.packages;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Entries with changes laid over them, in order. */
final class MergedEntries implements Iterator<ManifestLine.Entry> {
  private final Iterator<ManifestLine.Entry> older;
  private final Iterator<Map.Entry<String, Optional<PackageEntry>>> changes;
  private ManifestLine.@Nullable Entry oldest;
  private Map.@Nullable Entry<String, Optional<PackageEntry>> change;
  private ManifestLine.@Nullable Entry next;

  /**
   * @param changes by key, in the same order; empty for what is removed
   */
  MergedEntries(
      Iterator<ManifestLine.Entry> older,
      Iterator<Map.Entry<String, Optional<PackageEntry>>> changes) {
    this.older = older;
    this.changes = changes;
  }

  @Override
  public boolean hasNext() {
    while (next == null) {
      if (oldest == null && older.hasNext()) {
        oldest = older.next();
      }
      if (change == null && changes.hasNext()) {
        change = changes.next();
      }
      ManifestLine.Entry left = oldest;
      Map.Entry<String, Optional<PackageEntry>> right = change;
      if (left == null && right == null) {
        return false;
      }
      int order =
          left == null
              ? 1
              : right == null ? -1 : LogicalKeys.ORDER.compare(left.logicalKey(), right.getKey());
      if (order <= 0) {
        oldest = null;
      }
      if (order >= 0) {
        change = null;
      }
      next = order < 0 ? left : entry(right);
    }
    return true;
  }

  private static ManifestLine.@Nullable Entry entry(
      Map.@Nullable Entry<String, Optional<PackageEntry>> change) {
    return change == null
        ? null
        : change.getValue().map(e -> new ManifestLine.Entry(change.getKey(), e)).orElse(null);
  }

  @Override
  public ManifestLine.Entry next() {
    ManifestLine.Entry entry = hasNext() ? next : null;
    if (entry == null) {
      throw new NoSuchElementException();
    }
    next = null;
    return entry;
  }
}
