package io.t4.workflows;

import io.t4.error.WorkflowException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of the configuration, and what can be asked of it. What isn't as it must be is a {@link
 * WorkflowException} that names file and place.
 */
final class Section {
  /** For messages: the file's URI. */
  private final String file;

  /** A JSON pointer. */
  private final String place;

  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  private Section(String file, String place, Map<?, ?> members) {
    this.file = file;
    this.place = place;
    members.forEach(
        (key, value) -> {
          if (!(key instanceof String name)) {
            throw problem(place, "has the key '" + key + "', which is no text; put it in quotes");
          }
          this.members.put(name, value);
        });
  }

  /** The whole file. */
  static Section root(String file, @Nullable Object content) {
    return of(file, "", content);
  }

  private static Section of(String file, String place, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return new Section(file, place, map);
    }
    throw problem(file, place, "must be a mapping of names to values");
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  boolean isText(String name) {
    return members.get(name) instanceof String;
  }

  void requireOnly(String... known) {
    List<String> names = Arrays.asList(known);
    for (String name : members.keySet()) {
      if (!names.contains(name)) {
        throw problem(at(name), "is not known; known are " + String.join(", ", known));
      }
    }
  }

  /** Does something with each member, all of which are mappings; there must be one. */
  void forEachSection(BiConsumer<String, Section> action) {
    if (members.isEmpty()) {
      throw problem(place, "must not be empty");
    }
    members.forEach((name, value) -> action.accept(name, of(file, at(name), value)));
  }

  Section section(String name) {
    require(name);
    return of(file, at(name), members.get(name));
  }

  String text(String name) {
    require(name);
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw problem(at(name), "must be text; put it in quotes if it looks like something else");
  }

  @Nullable String textOrNull(String name) {
    return has(name) ? text(name) : null;
  }

  /** Text that isn't empty. */
  String requireWords(String name) {
    String text = text(name);
    if (text.isEmpty()) {
      throw problem(at(name), "must not be empty");
    }
    return text;
  }

  boolean flag(String name) {
    if (members.get(name) instanceof Boolean flag) {
      return flag;
    }
    throw problem(at(name), "must be true or false");
  }

  private void require(String name) {
    if (!has(name)) {
      throw problem(at(name), "is missing");
    }
  }

  private String at(String name) {
    return place + "/" + name.replace("~", "~0").replace("/", "~1");
  }

  /** About this section. */
  WorkflowException problem(String what) {
    return problem(place, what);
  }

  /** About a member. */
  WorkflowException problemOf(String name, String what) {
    return problem(at(name), what);
  }

  private WorkflowException problem(String where, String what) {
    return problem(file, where, what);
  }

  private static WorkflowException problem(String file, String where, String what) {
    return new WorkflowException(
        "The workflows configuration %s can't be used: %s %s."
            .formatted(file, where.isEmpty() ? "it" : where, what));
  }
}
