package io.t4.search;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A search engine's answer about its fields: {@code {"INDEX": {"mappings": {"properties": …}}}}; of
 * Elasticsearch 6 with a document type, {@code _doc}, between the last two.
 */
final class IndexMapping {
  private static final String PROPERTIES = "properties";

  private IndexMapping() {}

  /**
   * What it says of user metadata; empty if the index has seen none. An alias's last one counts.
   */
  static Map<String, @Nullable Object> userMeta(JsonMembers answer) {
    Map<String, @Nullable Object> found = new LinkedHashMap<>();
    for (Object index : answer.asMap().values()) {
      JsonMembers members = JsonMembers.of(index);
      JsonMembers mappings = members == null ? null : members.object("mappings");
      JsonMembers properties = mappings == null ? null : properties(mappings);
      JsonMembers userMeta = properties == null ? null : properties.object("user_meta");
      if (userMeta != null) {
        found.putAll(userMeta.asMap());
      }
    }
    return found;
  }

  private static @Nullable JsonMembers properties(JsonMembers mappings) {
    JsonMembers direct = mappings.object(PROPERTIES);
    if (direct != null) {
      return direct;
    }
    for (Object type : mappings.asMap().values()) {
      JsonMembers members = JsonMembers.of(type);
      if (members != null && members.object(PROPERTIES) != null) {
        return members.object(PROPERTIES);
      }
    }
    return null;
  }
}
