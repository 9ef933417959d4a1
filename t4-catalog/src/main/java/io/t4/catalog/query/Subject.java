package io.t4.catalog.query;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What is searched for, which tells the fields that a query can name. */
public enum Subject {
  /** Objects, in their versions. */
  OBJECTS,

  /** Packages, in their revisions. */
  PACKAGES;

  /** The fields that a query can name. */
  public List<Field> fields() {
    return Arrays.stream(Field.values()).filter(this::has).toList();
  }

  private boolean has(Field field) {
    return switch (field) {
      case NAME, MESSAGE, WORKFLOW, TOP_HASH, POINTER, ENTRIES -> this == PACKAGES;
      case KEY_TEXT, SIZE, LATEST, LAST_MODIFIED, UPDATED, USER_META, META_TEXT, CONTENT -> true;
      default -> this == OBJECTS;
    };
  }

  /** The one of exactly this name. */
  Optional<Field> field(String label) {
    return fields().stream().filter(field -> field.label().equals(label)).findFirst();
  }
}
