package io.t4.workflows;

import io.t4.error.FormatException;
import io.t4.error.TooLargeException;
import io.t4.error.WorkflowException;
import io.t4.json.Json;
import io.t4.json.JsonReading;
import io.t4.storage.Location;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A valid schema of JSON Schema draft-07, and where it was read.
 *
 * @param location of the version that was read, where the store keeps versions
 */
record SchemaFile(JsonNode schema, Location location) {
  private static final String DRAFT_07 = "http://json-schema.org/draft-07/schema#";

  /** Deeper than people write, and shallow enough for a validator that recurses. */
  private static final int MAX_DEPTH = 100;

  /**
   * Takes a file.
   *
   * @throws WorkflowException if it is no such schema; the message begins with what is wrong
   */
  static SchemaFile of(PinnedText file) {
    Object value;
    try {
      value = Json.read(file.text(), JsonReading.PYTHON);
    } catch (FormatException | TooLargeException e) {
      throw new WorkflowException("It can't be read: " + e.getMessage(), e);
    }
    requireUsable(value, 0);
    if (value instanceof Map<?, ?> members
        && members.containsKey("$schema")
        && !DRAFT_07.equals(members.get("$schema"))) {
      throw new WorkflowException(
          "Its $schema is %s; only %s is known.".formatted(members.get("$schema"), DRAFT_07));
    }
    JsonNode schema = SchemaValues.node(value);
    JsonSchema.faultOf(schema)
        .ifPresent(
            fault -> {
              throw new WorkflowException("It is no schema of draft-07: " + fault + ".");
            });
    return new SchemaFile(schema, file.location());
  }

  private static void requireUsable(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new WorkflowException("It is nested deeper than %d levels.".formatted(MAX_DEPTH));
    }
    if (value instanceof Map<?, ?> members) {
      if (members.containsKey("$ref")) {
        throw new WorkflowException(
            "It has a $ref, which is not supported; write the definition where it is used.");
      }
      members.values().forEach(member -> requireUsable(member, depth + 1));
    } else if (value instanceof Collection<?> elements) {
      elements.forEach(element -> requireUsable(element, depth + 1));
    }
  }
}
