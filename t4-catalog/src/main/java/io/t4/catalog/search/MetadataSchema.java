package io.t4.catalog.search;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.index.ObjectDocument;
import io.t4.catalog.query.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What user metadata a bucket's objects have, as a JSON schema; {@code x-count} tells how many have
 * a field.
 */
public final class MetadataSchema {
  private static final int MAX_FIELDS = 1_000;
  private static final String OBJECTS = "objects";
  private static final String USER_META = Field.USER_META.label() + ".";

  private MetadataSchema() {}

  /** The schema of the {@value #MAX_FIELDS} most frequent fields of a bucket's current objects. */
  public static ObjectNode of(ServedBucket bucket) {
    Map<String, Object> nested =
        Map.of("nested", Map.of("path", "meta_values"), "aggs", Map.of("fields", fields()));
    JsonNode answer =
        bucket
            .index()
            .search(
                Map.of(
                    "size",
                    0,
                    "query",
                    Map.of("bool", Map.of("filter", List.of(ObjectDocument.IS_CONTENT))),
                    "aggs",
                    Map.of("meta", nested)));
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    for (JsonNode field : answer.path("aggregations").path("meta").path("fields").path("buckets")) {
      String path = field.path("key").asString().substring(USER_META.length());
      place(properties, path.split("\\.", -1), field);
    }
    return schema;
  }

  private static Map<String, Object> fields() {
    Map<String, Object> types = new LinkedHashMap<>();
    types.put(OBJECTS, Map.of("reverse_nested", Map.of()));
    for (String type : List.of("number", "date", "flag")) {
      types.put(type, Map.of("value_count", Map.of("field", "meta_values." + type)));
    }
    return Map.of(
        "terms",
        Map.of("field", "meta_values.path", "size", MAX_FIELDS, "include", "user_meta\\..*"),
        "aggs",
        types);
  }

  private static void place(ObjectNode properties, String[] path, JsonNode field) {
    ObjectNode parent = properties;
    for (int i = 0; i < path.length - 1; i++) {
      ObjectNode object = child(parent, path[i]);
      if (!object.has("type")) {
        object.put("type", "object");
      }
      parent = child(object, "properties");
    }
    describe(child(parent, path[path.length - 1]), field);
  }

  private static ObjectNode child(ObjectNode parent, String name) {
    return parent.path(name) instanceof ObjectNode present ? present : parent.putObject(name);
  }

  /** The types that occur; texts that are written like numbers count as numbers too. */
  private static void describe(ObjectNode property, JsonNode field) {
    long all = field.path("doc_count").asLong();
    long numbers = field.path("number").path("value").asLong();
    long dates = field.path("date").path("value").asLong();
    long flags = field.path("flag").path("value").asLong();
    ArrayNode types = JsonNodeFactory.instance.arrayNode();
    if (property.has("type")) {
      types.add(property.path("type"));
    }
    if (numbers > 0) {
      types.add("number");
    }
    if (flags > 0) {
      types.add("boolean");
    }
    if (all > numbers + flags) {
      types.add("string");
    }
    property.set("type", types.size() == 1 ? types.get(0) : types);
    if (dates > 0 && dates == all) {
      property.put("format", "date-time");
    }
    property.put("x-count", field.path(OBJECTS).path("doc_count").asLong());
  }
}
