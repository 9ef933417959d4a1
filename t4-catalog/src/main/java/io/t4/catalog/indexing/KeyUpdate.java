package io.t4.catalog.indexing;

import io.t4.catalog.index.BucketIndex;
import io.t4.catalog.index.IndexWrite;
import io.t4.catalog.index.IndexedVersion;
import io.t4.storage.ObjectVersion;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What must be written so that the index has of one key what the bucket has.
 *
 * @param indexed what the index has of the key
 * @param reread whether something is known to have happened to the key, so that an object is read
 *     again also if it looks the same: metadata of local files and tags change without a trace in a
 *     listing
 */
record KeyUpdate(KeyState state, List<IndexedVersion> indexed, Reread reread) {

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
    Map<@Nullable String, IndexedVersion> known = byVersion();
    return state.versions().stream()
        .allMatch(version -> isUpToDate(version, known.get(version.versionId())));
  }

  private static boolean isUpToDate(ObjectVersion version, @Nullable IndexedVersion indexed) {
    return indexed != null && sameContent(version, indexed) && version.latest() == indexed.latest();
  }

  /**
   * The changes, for which new versions are read.
   *
   * @param writes receives them one by one, also those after a version that can't be read
   * @throws NoSuchFileException if a version has gone meanwhile
   * @throws IOException if one can't be read
   */
  void writes(BucketIndex index, DocumentReader reader, Consumer<IndexWrite> writes)
      throws IOException {
    Map<@Nullable String, IndexedVersion> known = byVersion();
    IOException failure = null;
    for (ObjectVersion version : state.versions()) {
      IndexedVersion present = known.remove(version.versionId());
      try {
        IndexWrite write = write(version, present, index, reader);
        if (write != null) {
          writes.accept(write);
        }
      } catch (IOException e) {
        failure = e;
      }
    }
    for (IndexedVersion gone : known.values()) {
      writes.accept(IndexWrite.remove(gone.key(), gone.versionId(), state.observed()));
    }
    if (failure != null) {
      throw failure;
    }
  }

  private @Nullable IndexWrite write(
      ObjectVersion version,
      @Nullable IndexedVersion present,
      BucketIndex index,
      DocumentReader reader)
      throws IOException {
    boolean mayDiffer = reread == Reread.UNLESS_IMMUTABLE && isMutable(version, reader);
    if (present != null && !mayDiffer && sameContent(version, present)) {
      if (version.latest() == present.latest()) {
        return null;
      }
      IndexWrite moved = index.withCurrencyOf(version, present, state.observed());
      if (moved != null) {
        return moved;
      }
    }
    return reader.read(version).write(state.observed());
  }

  /**
   * The tags of a version can change; those of former ones aren't worth a reading at each event.
   */
  private static boolean isMutable(ObjectVersion version, DocumentReader reader) {
    return version.versionId() == null
        || (version.latest() && !version.deleteMarker() && reader.readsTags());
  }

  private Map<@Nullable String, IndexedVersion> byVersion() {
    Map<@Nullable String, IndexedVersion> known = new HashMap<>();
    indexed.forEach(version -> known.put(version.versionId(), version));
    return known;
  }

  private static boolean sameContent(ObjectVersion version, IndexedVersion indexed) {
    return version.size() == indexed.size()
        && version.lastModified().toEpochMilli() == indexed.lastModified()
        && Objects.equals(version.eTag(), indexed.eTag());
  }
}
