package io.t4.search;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object that came from elsewhere and can hold anything. */
final class JsonMembers {
  private final Map<String, @Nullable Object> members;

  private JsonMembers(Map<String, @Nullable Object> members) {
    this.members = members;
  }

  /** The members of a value that is an object, else null. */
  @SuppressWarnings("unchecked") // Json reads objects with String keys.
  static @Nullable JsonMembers of(@Nullable Object value) {
    return value instanceof Map<?, ?> map
        ? new JsonMembers((Map<String, @Nullable Object>) map)
        : null;
  }

  Map<String, @Nullable Object> asMap() {
    return members;
  }

  @Nullable Object get(String name) {
    return members.get(name);
  }

  /** A member that is a string with something in it, else null. */
  @Nullable String text(String name) {
    return members.get(name) instanceof String text && !text.isEmpty() ? text : null;
  }

  /** A member that is a number, else the other one. */
  long number(String name, long otherwise) {
    return members.get(name) instanceof Number number ? number.longValue() : otherwise;
  }

  /** A member that is an object, else null. */
  @Nullable JsonMembers object(String name) {
    return of(members.get(name));
  }

  /** A member that is an array, else null. */
  @SuppressWarnings("unchecked") // An element can be anything, as the type says.
  @Nullable List<@Nullable Object> array(String name) {
    return members.get(name) instanceof List<?> list ? (List<@Nullable Object>) list : null;
  }
}
