package io.t4.catalog.pages.packages;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.packages.Manifests;
import io.t4.packages.ManifestLine;
import io.t4.packages.PackageEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a page shows of a revision, gathered while its manifest is read: what it is in whole, and a
 * part of one directory, or one entry. Its size doesn't grow with the package. For one thread.
 */
final class RevisionContents implements Manifests.Listener {
  /** How many entries and directories a page has. */
  static final int PAGE = 200;

  /** In characters; what has longer names is counted, and not listed. */
  private static final int LONGEST_NAME = 2_000;

  private static final String README = "README.md";

  private final String path;
  private final String directory;
  private final String starts;
  private final String after;
  private final TreeMap<String, Counted> rows = new TreeMap<>();
  private RevisionHeader header = new RevisionHeader(null, null, null);
  private long entries;
  private long bytes;
  private long unlisted;
  private boolean isDirectory;
  private boolean more;
  private @Nullable PackageEntry readme;
  private @Nullable PackageEntry entry;
  private @Nullable String directoryMeta;

  /** What is counted under a name. */
  private static final class Counted {
    private long entries;
    private long bytes;
    private @Nullable String physicalKey;
  }

  /**
   * @param path of an entry, or of a directory, with or without {@code /} at its end; empty for the
   *     root
   * @param starts what names in the directory must begin with
   * @param after the name after which the page begins; empty for the first one
   */
  RevisionContents(String path, String starts, String after) {
    this.path = path;
    this.directory = path.isEmpty() || path.endsWith("/") ? path : path + "/";
    this.starts = starts;
    this.after = after;
  }

  @Override
  public void header(Map<String, ? extends @Nullable Object> first) {
    header = RevisionHeader.of(first);
  }

  @Override
  public void line(ManifestLine line) {
    if (line instanceof ManifestLine.Directory found) {
      if (found.logicalKey().equals(directory)) {
        isDirectory = true;
        directoryMeta = RevisionHeader.json(found.meta());
      }
    } else if (line instanceof ManifestLine.Entry found) {
      count(found.logicalKey(), found.entry());
    }
  }

  private void count(String key, PackageEntry found) {
    long size = found.size().orElse(0);
    entries++;
    bytes = plus(bytes, size);
    if (key.equals(README)) {
      readme = found;
    }
    if (key.equals(path)) {
      entry = found;
    } else if (key.startsWith(directory)) {
      isDirectory = true;
      int begin = directory.length();
      int slash = key.indexOf('/', begin);
      int end = slash < 0 ? key.length() : slash + 1;
      if (end - begin > LONGEST_NAME) {
        unlisted++;
      } else if (key.startsWith(starts, begin)) {
        list(key.substring(begin, end), size, slash < 0 ? found.get() : null);
      }
    }
  }

  /** Keeps the first names of the page, whatever the order in which they come. */
  private void list(String name, long size, @Nullable String physicalKey) {
    if (!after.isEmpty() && name.compareTo(after) <= 0) {
      return;
    }
    Counted row = rows.get(name);
    if (row == null) {
      if (rows.size() == PAGE) {
        more = true;
        if (name.compareTo(rows.lastKey()) > 0) {
          return;
        }
        rows.pollLastEntry();
      }
      row = new Counted();
      // Of a longer one no more is shown.
      row.physicalKey =
          physicalKey == null ? null : RevisionHeader.beginning(physicalKey, EntryPlace.LONGEST);
      rows.put(name, row);
    }
    row.entries++;
    row.bytes = plus(row.bytes, size);
  }

  /** Sizes are what somebody wrote. */
  private static long plus(long sum, long size) {
    return size > Long.MAX_VALUE - sum ? Long.MAX_VALUE : sum + size;
  }

  /** What the first line says. */
  public RevisionHeader header() {
    return header;
  }

  /** How many entries the revision has. */
  public long entries() {
    return entries;
  }

  /** How large all of them are. */
  public long bytes() {
    return bytes;
  }

  /** How many entries of the directory are not listed, since their names are too long. */
  public long unlisted() {
    return unlisted;
  }

  /** The directory that is listed, with {@code /} at its end; empty for the root. */
  public String directory() {
    return directory;
  }

  /** Whether there is such a directory. The root is one. */
  boolean hasDirectory() {
    return isDirectory || directory.isEmpty();
  }

  /** The metadata of the directory, as JSON; null if there is none. */
  public @Nullable String directoryMeta() {
    return directoryMeta;
  }

  /** The entry that the path names; null if it names none. */
  @Nullable PackageEntry entry() {
    return entry;
  }

  /** The package's README; null if it has none. */
  @Nullable PackageEntry readme() {
    return readme;
  }

  /** The page of the directory, by name. */
  List<EntryRow> rows(Collection<ServedBucket> visible) {
    List<EntryRow> listed = new ArrayList<>();
    rows.forEach(
        (name, row) ->
            listed.add(
                new EntryRow(
                    name,
                    directory + name,
                    row.entries,
                    row.bytes,
                    row.physicalKey == null ? null : EntryPlace.of(row.physicalKey, visible))));
    return Collections.unmodifiableList(listed);
  }

  /** The name after which the next page begins; null if there is none. */
  public @Nullable String next() {
    return more ? Objects.requireNonNull(rows.lastKey()) : null;
  }
}
