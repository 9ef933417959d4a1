package io.t4.catalog.indexing;

import io.t4.catalog.database.ScanState;
import io.t4.catalog.index.BucketIndex;
import io.t4.catalog.index.IndexedPage;
import io.t4.catalog.index.IndexedVersion;
import io.t4.storage.Listing;
import io.t4.storage.ObjectKeys;
import io.t4.storage.ObjectVersion;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks a bucket, or what begins with a prefix in it, and the index together, in key order, and
 * finds the keys that differ. Memory holds a page of each. For one thread.
 */
final class BucketComparison implements Closeable {
  /** No store lists more at a time. */
  private static final int PAGE = 1_000;

  private final String prefix;
  private final String afterKey;
  private final BucketSettings settings;
  private final BucketIndex index;
  private final UnreadableParts unreadable;
  private final Listing<ObjectVersion> listing;

  /**
   * All was listed after this moment, in microseconds since 1970: a store may read ahead as far as
   * it likes.
   */
  private final long observed = KeyState.now();

  private @Nullable ObjectVersion nextListed;
  private IndexedPage page;
  private Iterator<IndexedVersion> indexed;
  private @Nullable IndexedVersion nextIndexed;

  /**
   * @param prefix of the keys that are compared; empty for all
   * @param afterKey where to begin, exclusive; empty for the beginning
   */
  BucketComparison(
      BucketVersions versions,
      BucketSettings settings,
      BucketIndex index,
      String prefix,
      String afterKey)
      throws IOException {
    this.prefix = prefix;
    this.afterKey = afterKey;
    this.settings = settings;
    this.index = index;
    this.unreadable = versions.unreadableParts();
    this.listing = versions.after(prefix, afterKey, unreadable);
    this.page = index.versionsAfter(prefix, afterKey);
    this.indexed = page.versions().iterator();
    this.nextListed = listing.hasNext() ? listing.next() : null;
    advanceIndexed();
  }

  /** A moment before anything was listed, in microseconds since 1970. */
  long observed() {
    return observed;
  }

  /** Whether all keys were compared. */
  boolean isAtEnd() {
    return nextListed == null && nextIndexed == null;
  }

  /**
   * Compares the next keys, a page or a little more.
   *
   * @param state where the comparison is
   * @param updates receives what differs
   * @param later receives the keys that have nothing to be done now, but then
   * @return where it is now; nothing is counted as changed yet
   */
  ScanState compare(ScanState state, List<KeyUpdate> updates, BiConsumer<String, Instant> later)
      throws IOException {
    long seen = 0;
    String last = state.marker();
    IndexingSettings present = settings.get();
    while (!isAtEnd() && seen < PAGE) {
      last = smallestKey();
      KeyUpdate update =
          new KeyUpdate(
              new KeyState(last, takeListed(last), observed),
              takeIndexed(last),
              present,
              KeyUpdate.Reread.IF_DIFFERENT);
      seen += Math.max(1, update.state().versions().size());
      // Of what comes before the next listed key, all that can't be read is known.
      boolean unknown = update.state().versions().isEmpty() && unreadable.cover(last);
      if (!unknown && !update.isUpToDate()) {
        updates.add(update);
      } else {
        update.nextTry().ifPresent(due -> later.accept(update.state().key(), due));
      }
    }
    return state.at(last, seen);
  }

  private String smallestKey() {
    ObjectVersion listed = nextListed;
    IndexedVersion known = nextIndexed;
    if (listed == null) {
      return Objects.requireNonNull(known).key();
    }
    return known == null || ObjectKeys.ORDER.compare(listed.key(), known.key()) <= 0
        ? listed.key()
        : known.key();
  }

  private List<ObjectVersion> takeListed(String key) throws IOException {
    List<ObjectVersion> versions = new ArrayList<>();
    while (nextListed != null && nextListed.key().equals(key)) {
      versions.add(nextListed);
      nextListed = listing.hasNext() ? listing.next() : null;
    }
    return versions;
  }

  private List<IndexedVersion> takeIndexed(String key) {
    List<IndexedVersion> versions = new ArrayList<>();
    while (nextIndexed != null && nextIndexed.key().equals(key)) {
      versions.add(nextIndexed);
      advanceIndexed();
    }
    return versions;
  }

  private void advanceIndexed() {
    if (!indexed.hasNext() && !page.isLast()) {
      page = index.next(prefix, afterKey, page);
      indexed = page.versions().iterator();
    }
    nextIndexed = indexed.hasNext() ? indexed.next() : null;
  }

  @Override
  public void close() throws IOException {
    listing.close();
  }
}
