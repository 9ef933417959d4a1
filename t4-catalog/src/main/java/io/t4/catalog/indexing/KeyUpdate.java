package io.t4.catalog.indexing;

import io.t4.catalog.index.BucketIndex;
import io.t4.catalog.index.DocumentId;
import io.t4.catalog.index.IndexWrite;
import io.t4.catalog.index.IndexedVersion;
import io.t4.storage.ObjectVersion;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What must be written so that the index has of one key what the bucket has.
 *
 * @param indexed what the index has of the key
 * @param settings how objects are read; what was made in another way is made again
 * @param reread whether something is known to have happened to the key, so that an object is read
 *     again also if it looks the same: metadata of local files and tags change without a trace in a
 *     listing
 */
record KeyUpdate(
    KeyState state, List<IndexedVersion> indexed, IndexingSettings settings, Reread reread) {

  /** When an object is read again. */
  enum Reread {
    IF_DIFFERENT,
    UNLESS_IMMUTABLE
  }

  /** Whether there is nothing to do. */
  boolean isUpToDate() {
    if (reread == Reread.UNLESS_IMMUTABLE || indexed.size() != state.versions().size()) {
      return false;
    }
    Map<String, IndexedVersion> known = byId();
    return state.versions().stream()
        .allMatch(version -> isUpToDate(version, known.get(id(version))));
  }

  private boolean isUpToDate(ObjectVersion version, @Nullable IndexedVersion indexed) {
    return indexed != null
        && sameDocument(version, indexed)
        && version.latest() == indexed.latest();
  }

  /**
   * The changes, for which new versions are read; of a package's pointer also the revision.
   *
   * @param writes receives them one by one, also those after a version that can't be read
   * @throws NoSuchFileException if a version has gone meanwhile
   * @throws IOException if one can't be read; then there is a document of what else is known of it.
   *     If a package's revision can't be read, nothing is written
   */
  void writes(BucketIndex index, DocumentReader reader, Consumer<IndexWrite> writes)
      throws IOException {
    // First: comparisons see by the objects whether a key is up to date.
    reader.revision(state).ifPresent(writes);
    Map<String, IndexedVersion> known = byId();
    IOException failure = null;
    for (ObjectVersion version : state.versions()) {
      IndexedVersion present = known.remove(id(version));
      try {
        if (present != null
            && isRight(version, present)
            && isKept(version, present, index, writes)) {
          continue;
        }
        IndexedVersion same = present != null && sameContent(version, present) ? present : null;
        DocumentReader.Read read =
            reader.read(version, settings, same == null ? null : same.reading());
        if (read.failure() != null) {
          failure = read.failure();
          // What was read before is more than what the listing tells.
          if (same != null && isKept(version, same, index, writes)) {
            continue;
          }
        }
        writes.accept(read.document().write(state.observed()));
      } catch (IOException e) {
        failure = e;
      }
    }
    for (IndexedVersion gone : known.values()) {
      writes.accept(IndexWrite.remove(gone, state.observed()));
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Whether what was read before would be read again. */
  private boolean isRight(ObjectVersion version, IndexedVersion present) {
    boolean mayDiffer = reread == Reread.UNLESS_IMMUTABLE && isMutable(version);
    return !mayDiffer && sameDocument(version, present);
  }

  /** Keeps what was read before, with what the listing tells now; not if it has gone. */
  private boolean isKept(
      ObjectVersion version,
      IndexedVersion present,
      BucketIndex index,
      Consumer<IndexWrite> writes) {
    if (version.latest() == present.latest()) {
      return true;
    }
    IndexWrite moved = index.withCurrencyOf(version, present, state.observed());
    if (moved == null) {
      return false;
    }
    writes.accept(moved);
    return true;
  }

  /**
   * The tags of a version can change; those of former ones aren't worth a reading at each event.
   */
  private boolean isMutable(ObjectVersion version) {
    return version.versionId() == null
        || (version.latest() && !version.deleteMarker() && settings.tags());
  }

  private Map<String, IndexedVersion> byId() {
    Map<String, IndexedVersion> known = new HashMap<>();
    indexed.forEach(version -> known.put(version.id(), version));
    return known;
  }

  private static String id(ObjectVersion version) {
    return DocumentId.of(version.key(), version.versionId());
  }

  private boolean sameDocument(ObjectVersion version, IndexedVersion indexed) {
    return sameContent(version, indexed)
        && (settings.noteOf(version).equals(indexed.reading())
            || nextTry(version, indexed).filter(due -> due.isAfter(Instant.now())).isPresent());
  }

  /** When a text that could not be read in time is to be read again. */
  Optional<Instant> nextTry() {
    Map<String, IndexedVersion> known = byId();
    return state.versions().stream()
        .flatMap(
            version -> {
              IndexedVersion present = known.get(id(version));
              return present == null ? Stream.empty() : nextTry(version, present).stream();
            })
        .min(Instant::compareTo);
  }

  private Optional<Instant> nextTry(ObjectVersion version, IndexedVersion indexed) {
    return TextTry.due(indexed.reading(), settings.noteOf(version));
  }

  private static boolean sameContent(ObjectVersion version, IndexedVersion indexed) {
    return version.size() == indexed.size()
        && version.lastModified().toEpochMilli() == indexed.lastModified()
        && Objects.equals(version.eTag(), indexed.eTag());
  }
}
