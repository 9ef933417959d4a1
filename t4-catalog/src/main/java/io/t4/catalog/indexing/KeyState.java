package io.t4.catalog.indexing;

import io.t4.storage.ObjectVersion;
import java.time.Instant;
import java.util.List;

/**
 * What a bucket has of one key.
 *
 * @param versions empty if there is nothing
 * @param observed a moment before the bucket was asked, in microseconds since 1970
 */
record KeyState(String key, List<ObjectVersion> versions, long observed) {
  KeyState {
    versions = List.copyOf(versions);
  }

  /** The present moment, for {@link #observed}. */
  static long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }
}
