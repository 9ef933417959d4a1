package io.t4.search;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object, in one of its versions, that a search found.
 *
 * @param key of the object
 * @param versionId null where the bucket keeps no versions
 * @param operation what was done with the object then
 * @param meta the user's metadata; JSON values by name, immutable
 * @param size bytes; 0 of a deletion
 * @param text what the catalog knows of the content, or null
 * @param source everything that the catalog holds about the version, as JSON values; immutable
 * @param time when it was written or deleted, or null if the catalog doesn't tell
 * @param highlights what matched, where the catalog tells
 */
public record SearchHit(
    String key,
    @Nullable String versionId,
    Operation operation,
    Map<String, @Nullable Object> meta,
    long size,
    @Nullable String text,
    Map<String, @Nullable Object> source,
    @Nullable Instant time,
    List<Highlight> highlights) {

  public SearchHit {
    requireNonNull(key, "key");
    requireNonNull(operation, "operation");
    meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
    source = Collections.unmodifiableMap(new LinkedHashMap<>(source));
    highlights = List.copyOf(highlights);
  }

  /** What happened to an object. */
  public enum Operation {
    /** It was written. */
    CREATE,
    /** It was deleted: the version is a delete marker. */
    DELETE
  }

  /** Without text and source, which can be long. */
  @Override
  public String toString() {
    String version = versionId == null ? "" : ", versionId=" + versionId;
    return "SearchHit[key=%s%s, operation=%s, size=%d, time=%s, meta=%s]"
        .formatted(key, version, operation, size, time, meta);
  }
}
