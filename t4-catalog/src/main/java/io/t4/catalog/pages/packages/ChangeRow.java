package io.t4.catalog.pages.packages;

import io.t4.packages.EntryChange;
import io.t4.packages.PackageEntry;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An entry that differs between two revisions, in a list.
 *
 * @param path in the package, or the beginning of a very long one
 * @param what happened to it, in a word or two
 * @param before its size in bytes; null if there was none, or it is not known
 * @param after as {@code before}
 * @param comparable whether both have content that may be compared
 */
record ChangeRow(
    String path, String what, @Nullable Long before, @Nullable Long after, boolean comparable) {
  private static final int LONGEST = 2_000;

  static ChangeRow of(EntryChange change) {
    String path = change.logicalKey();
    return new ChangeRow(
        RevisionHeader.beginning(path, LONGEST),
        what(change),
        size(change.before()),
        size(change.after()),
        change.parts().contains(EntryChange.Part.CONTENT) && path.length() <= LONGEST);
  }

  private static String what(EntryChange change) {
    return switch (change.kind()) {
      case ADDED -> "added";
      case DELETED -> "removed";
      case MODIFIED ->
          change.parts().stream()
              .map(part -> part == EntryChange.Part.CONTENT ? "content" : "metadata")
              .collect(Collectors.joining(" and ", "changed ", ""));
    };
  }

  private static @Nullable Long size(@Nullable PackageEntry entry) {
    return entry == null || entry.size().isEmpty() ? null : (Long) entry.size().getAsLong();
  }
}
