package io.t4.packages;

import io.t4.error.InvalidKeyException;
import io.t4.storage.Listing;
import io.t4.transfer.Parallelism;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Makes a table of entries that come in any order. Those that come in order, as those of most
 * manifests, are encoded at once; others are sorted in runs that are merged at the end. For one
 * thread.
 */
final class EntrySorter {
  private static final int RUN = 1 << 14;

  private final List<EntryTable> runs = new ArrayList<>();
  private final EntryTable.Builder inOrder = new EntryTable.Builder();
  private final List<ManifestLine.Entry> disordered = new ArrayList<>();
  private @Nullable String last;

  /** What becomes of an entry; called from many threads. */
  @FunctionalInterface
  interface Change {
    PackageEntry of(String logicalKey, PackageEntry entry) throws IOException;
  }

  /**
   * Changes entries, as many at a time as there are threads.
   *
   * @return what became of them, in order
   * @throws IOException the first failure; nothing new is started after it
   */
  static EntryTable inParallel(
      Parallelism parallelism, Iterator<ManifestLine.Entry> entries, Change change)
      throws IOException {
    EntrySorter changed = new EntrySorter();
    parallelism.forEachObject(
        Listing.of(entries),
        line -> {
          String key = line.logicalKey();
          ManifestLine.Entry done = new ManifestLine.Entry(key, change.of(key, line.entry()));
          synchronized (changed) {
            changed.add(done);
          }
        });
    return changed.table();
  }

  /**
   * Takes an entry.
   *
   * @throws InvalidKeyException if it comes right after one of the same key, or of a key that would
   *     have to be its directory; others are found at the end
   */
  void add(ManifestLine.Entry entry) {
    String before = last;
    if (before == null || LogicalKeys.ORDER.compare(before, entry.logicalKey()) <= 0) {
      requireCompatible(before, entry.logicalKey());
      inOrder.add(entry);
      last = entry.logicalKey();
      return;
    }
    disordered.add(entry);
    if (disordered.size() == RUN) {
      endRun();
    }
  }

  private void endRun() {
    disordered.sort(Comparator.comparing(ManifestLine.Entry::logicalKey, LogicalKeys.ORDER));
    runs.add(new EntryTable.Builder().addAll(disordered.iterator()).build());
    disordered.clear();
  }

  /**
   * The entries in order.
   *
   * @throws InvalidKeyException if a key repeats, or an entry would have to be the directory of
   *     another
   */
  EntryTable table() {
    EntryTable first = inOrder.build();
    if (!disordered.isEmpty()) {
      endRun();
    }
    if (runs.isEmpty()) {
      return first;
    }
    runs.add(first);
    return merged();
  }

  private EntryTable merged() {
    PriorityQueue<Run> heads =
        new PriorityQueue<>(Comparator.comparing(Run::key, LogicalKeys.ORDER));
    for (EntryTable run : runs) {
      Iterator<ManifestLine.Entry> entries = run.iterator();
      if (entries.hasNext()) {
        heads.add(new Run(entries.next(), entries));
      }
    }
    EntryTable.Builder merged = new EntryTable.Builder();
    String before = null;
    while (!heads.isEmpty()) {
      Run run = heads.remove();
      requireCompatible(before, run.key());
      before = run.key();
      merged.add(run.head);
      if (run.rest.hasNext()) {
        heads.add(new Run(run.rest.next(), run.rest));
      }
    }
    return merged.build();
  }

  private record Run(ManifestLine.Entry head, Iterator<ManifestLine.Entry> rest) {
    private String key() {
      return head.logicalKey();
    }
  }

  /**
   * @param before the key before in order: in that order what is in a directory follows its name
   */
  static void requireCompatible(@Nullable String before, String key) {
    if (before == null || !key.startsWith(before)) {
      return;
    }
    if (key.length() == before.length()) {
      throw new InvalidKeyException("The logical key '" + key + "' is there twice.");
    }
    if (key.charAt(before.length()) == '/') {
      throw new InvalidKeyException(
          "The entry '%s' needs a directory where the entry '%s' is.".formatted(key, before));
    }
  }
}
