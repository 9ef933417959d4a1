package io.t4.catalog.index;

import io.t4.catalog.query.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a document that are made of metadata, for objects and packages alike. */
final class IndexedMetadata {
  private static final JsonMapper JSON = JsonMapper.shared();

  private IndexedMetadata() {}

  /** Adds them. */
  static void add(ObjectNode document, Map<?, ?> user, Map<String, Object> system) {
    JsonNode userMeta = JSON.valueToTree(pruned(user, 0));
    JsonNode systemMeta = JSON.valueToTree(system);
    ArrayNode values = MetadataValues.of(userMeta, systemMeta);
    document.set("user_meta", userMeta);
    document.set("system_meta", systemMeta);
    document.set("meta_values", values);
    document.set("meta_fields", JSON.valueToTree(fields(values)));
    document.put("meta_text", words(values));
  }

  /** The fields of the user metadata, to count objects by: nested documents take far longer. */
  private static Set<String> fields(ArrayNode values) {
    Set<String> fields = new LinkedHashSet<>();
    ofUserMeta(values, (field, value) -> fields.add(field));
    return fields;
  }

  /** Names and values of the user metadata, for the search over everything. */
  private static String words(ArrayNode values) {
    StringBuilder words = new StringBuilder();
    ofUserMeta(
        values, (field, value) -> words.append(field).append(' ').append(value).append('\n'));
    return words.toString();
  }

  private static void ofUserMeta(ArrayNode values, BiConsumer<String, String> action) {
    String prefix = Field.USER_META.label() + ".";
    for (JsonNode value : values) {
      String path = value.path("path").asString();
      if (path.startsWith(prefix)) {
        action.accept(path.substring(prefix.length()), value.path("keyword").asString());
      }
    }
  }

  /** What lies deeper than any path that is indexed is left out; the engine refuses such depths. */
  private static @Nullable Object pruned(@Nullable Object value, int depth) {
    boolean tooDeep = depth > MetadataValues.MAX_DEPTH;
    if (value instanceof Map<?, ?> members) {
      Map<String, @Nullable Object> kept = new LinkedHashMap<>();
      if (!tooDeep) {
        members.forEach(
            (name, member) -> kept.put(String.valueOf(name), pruned(member, depth + 1)));
      }
      return kept;
    }
    if (value instanceof List<?> elements) {
      List<@Nullable Object> kept = new ArrayList<>();
      if (!tooDeep) {
        elements.forEach(element -> kept.add(pruned(element, depth + 1)));
      }
      return kept;
    }
    return value;
  }
}
