package io.t4.catalog.pages.packages;

import io.t4.packages.PackageVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A revision in a list.
 *
 * @param pointer that names it
 * @param published null if the pointer doesn't tell
 * @param topHash whatever a pointer that is damaged says
 * @param message null if there is none, or it is not known
 * @param entries null if it is not known how many there are
 * @param bytes null as {@code entries}
 */
record RevisionRow(
    String pointer,
    @Nullable Instant published,
    String topHash,
    @Nullable String message,
    @Nullable Long entries,
    @Nullable Long bytes) {
  /** Of which nothing but the pointer is known. */
  static RevisionRow of(PackageVersion version) {
    return new RevisionRow(
        version.pointer(), version.time().orElse(null), version.topHash(), null, null, null);
  }

  /** Whether it names no revision. */
  public boolean isDamaged() {
    return new PackageVersion(pointer, topHash).isDamaged();
  }
}
