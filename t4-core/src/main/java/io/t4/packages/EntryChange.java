package io.t4.packages;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one logical key differs between two packages.
 *
 * @param before null if the key was added
 * @param after null if the key was deleted
 */
public record EntryChange(
    String logicalKey, @Nullable PackageEntry before, @Nullable PackageEntry after) {

  /** What happened to the key. */
  public enum Kind {
    ADDED,
    MODIFIED,
    DELETED
  }

  /** What of an entry that both packages have differs. */
  public enum Part {
    /** Size or hash. */
    CONTENT,
    METADATA
  }

  /** What happened to the key. */
  public Kind kind() {
    if (before == null) {
      return Kind.ADDED;
    }
    return after == null ? Kind.DELETED : Kind.MODIFIED;
  }

  /** What differs; empty unless the entry was modified. */
  public Set<Part> parts() {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    if (before != null && after != null) {
      if (!before.sameContent(after)) {
        parts.add(Part.CONTENT);
      }
      if (!before.sameMeta(after)) {
        parts.add(Part.METADATA);
      }
    }
    return parts;
  }
}
