package io.t4.packages;

import io.t4.storage.StorageFailures;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The entries of a manifest, each of which must come behind the one before. For one thread. */
final class OrderedEntries implements Iterator<ManifestLine.Entry> {
  private static final String ACTION = "read the manifest";

  private final ManifestReader manifest;
  private ManifestLine.@Nullable Entry next;
  private @Nullable String last;

  OrderedEntries(ManifestReader manifest) {
    this.manifest = manifest;
  }

  @Override
  public boolean hasNext() {
    while (next == null && StorageFailures.translating(ACTION, manifest::hasNext)) {
      if (StorageFailures.translating(ACTION, manifest::next) instanceof ManifestLine.Entry entry) {
        requireBehind(last, entry.logicalKey());
        last = entry.logicalKey();
        next = entry;
      }
    }
    return next != null;
  }

  private void requireBehind(@Nullable String before, String logicalKey) {
    if (before != null && LogicalKeys.ORDER.compare(before, logicalKey) >= 0) {
      throw manifest.malformed(
          "'%s' is not behind '%s', as entries are in manifests".formatted(logicalKey, before),
          null);
    }
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
