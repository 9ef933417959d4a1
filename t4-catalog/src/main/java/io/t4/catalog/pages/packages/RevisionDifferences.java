package io.t4.catalog.pages.packages;

import io.t4.packages.EntryChange;
import io.t4.packages.ManifestReader;
import io.t4.packages.PackageDiff;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How two revisions differ, as a page shows it, gathered while their manifests are read. Its size
 * doesn't grow with the packages. For one thread.
 */
final class RevisionDifferences implements Revisions.Comparison {
  /** How many entries are listed. */
  static final int MOST = 1_000;

  private final String wanted;
  private final List<ChangeRow> rows = new ArrayList<>();
  private final Map<EntryChange.Kind, Long> counts = new EnumMap<>(EntryChange.Kind.class);
  private RevisionHeader before = new RevisionHeader(null, null, null);
  private RevisionHeader after = before;
  private @Nullable EntryChange change;

  /**
   * @param wanted the entry of which all is kept; empty for none
   */
  RevisionDifferences(String wanted) {
    this.wanted = wanted;
  }

  @Override
  public void of(ManifestReader earlier, ManifestReader later) {
    before = RevisionHeader.of(earlier.header());
    after = RevisionHeader.of(later.header());
    PackageDiff.changes(earlier, later).forEachOrdered(this::add);
  }

  private void add(EntryChange found) {
    counts.merge(found.kind(), 1L, Long::sum);
    if (rows.size() < MOST) {
      rows.add(ChangeRow.of(found));
    }
    if (found.logicalKey().equals(wanted)) {
      change = found;
    }
  }

  /** What the earlier one's first line says. */
  public RevisionHeader before() {
    return before;
  }

  /** What the later one's first line says. */
  public RevisionHeader after() {
    return after;
  }

  /** How many entries only the later one has. */
  public long added() {
    return counts.getOrDefault(EntryChange.Kind.ADDED, 0L);
  }

  /** How many entries only the earlier one has. */
  public long removed() {
    return counts.getOrDefault(EntryChange.Kind.DELETED, 0L);
  }

  /** How many entries both have and are not the same. */
  public long changed() {
    return counts.getOrDefault(EntryChange.Kind.MODIFIED, 0L);
  }

  /** Whether there are more than are listed. */
  public boolean isCut() {
    return added() + removed() + changed() > rows.size();
  }

  /** The first of them, in the order of manifests. */
  public List<ChangeRow> rows() {
    return Collections.unmodifiableList(rows);
  }

  /** The entry that was asked for; null if it doesn't differ. */
  @Nullable EntryChange change() {
    return change;
  }
}
