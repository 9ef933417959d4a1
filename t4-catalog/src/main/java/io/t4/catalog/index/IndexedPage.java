package io.t4.catalog.index;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A part of what an index has, in key order.
 *
 * @param end where the next page begins; null in an empty page
 */
public record IndexedPage(List<IndexedVersion> versions, @Nullable JsonNode end) {
  static final int SIZE = 1_000;

  static IndexedPage of(JsonNode hits) {
    List<IndexedVersion> versions = new ArrayList<>();
    JsonNode end = null;
    for (JsonNode hit : hits) {
      versions.add(version(hit.path("_id").asString(), hit.path("_source")));
      end = hit.path("sort");
    }
    return new IndexedPage(versions, end);
  }

  /** Whether nothing follows. */
  public boolean isLast() {
    return versions.size() < SIZE;
  }

  private static IndexedVersion version(String id, JsonNode source) {
    return new IndexedVersion(
        id,
        source.path("key").asString(),
        source.path("version_id").asString(null),
        source.path("latest").asBoolean(),
        source.path("etag").asString(null),
        source.path("size").asLong(),
        Instant.parse(source.path("last_modified").asString()).toEpochMilli(),
        source.path("reading").asString(null));
  }
}
