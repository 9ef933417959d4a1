package io.t4.catalog.pages;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How the files of a directory are sorted; all but by name by the index, without directories. */
enum FileOrder {
  NAME("name", "key", "asc"),
  LARGEST("largest", "size", "desc"),
  SMALLEST("smallest", "size", "asc"),
  NEWEST("newest", "updated", "desc"),
  OLDEST("oldest", "updated", "asc");

  private final String label;
  private final String field;
  private final String direction;

  FileOrder(String label, String field, String direction) {
    this.label = label;
    this.field = field;
    this.direction = direction;
  }

  /** As in addresses; anything else is by name. */
  static FileOrder of(String label) {
    return Arrays.stream(values())
        .filter(order -> order.label.equals(label))
        .findFirst()
        .orElse(NAME);
  }

  /** What stands for it in addresses. */
  public String label() {
    return label;
  }

  List<Object> criteria() {
    return List.of(Map.of(field, direction), Map.of("key", "asc"));
  }
}
