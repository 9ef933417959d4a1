package io.t4.catalog.pages;

import io.t4.storage.DirectoryEntry;
import io.t4.storage.ObjectSummary;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A file or directory in a list.
 *
 * @param name below the directory that is shown
 * @param modified null for a directory
 */
record FileRow(String key, String name, boolean directory, long size, @Nullable Instant modified) {
  /** What {@link #found} needs of a document. */
  static final List<String> SOURCE = List.of("key", "size", "updated");

  static FileRow of(DirectoryEntry entry, String prefix) {
    String name = entry.key().substring(prefix.length());
    if (entry instanceof DirectoryEntry.ObjectEntry object) {
      ObjectSummary summary = object.object();
      return new FileRow(
          summary.key(),
          name.isEmpty() ? "(the directory itself)" : name,
          false,
          summary.size(),
          summary.lastModified());
    }
    return new FileRow(entry.key(), name, true, 0, null);
  }

  /** The hits of an answer of the index, by their whole keys. */
  static List<FileRow> found(JsonNode answer) {
    List<FileRow> rows = new ArrayList<>();
    for (JsonNode hit : answer.path("hits").path("hits")) {
      JsonNode source = hit.path("_source");
      String key = source.path("key").asString();
      rows.add(
          new FileRow(
              key,
              key,
              false,
              source.path("size").asLong(),
              Instant.parse(source.path("updated").asString())));
    }
    return rows;
  }

  /** As it stands in the list of a directory. */
  FileRow below(String prefix) {
    return new FileRow(key, key.substring(prefix.length()), directory, size, modified);
  }
}
