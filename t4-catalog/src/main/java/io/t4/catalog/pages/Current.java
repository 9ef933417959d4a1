package io.t4.catalog.pages;

import java.util.List;
import java.util.Map;

/** Questions to the index about objects as they are now. */
final class Current {
  private static final List<Object> CURRENT =
      List.of(
          Map.of("term", Map.of("latest", true)), Map.of("term", Map.of("delete_marker", false)));

  /** All of them. */
  static final Map<String, Object> OBJECTS = Map.of("bool", Map.of("filter", CURRENT));

  private Current() {}

  /** Those of which a field has a value. */
  static Map<String, Object> with(String field, String value) {
    return Map.of("bool", Map.of("filter", List.of(OBJECTS, Map.of("term", Map.of(field, value)))));
  }
}
