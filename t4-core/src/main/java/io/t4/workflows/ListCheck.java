package io.t4.workflows;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Checks one list against a schema, seeing one element after the other. For one thread, once. */
interface ListCheck {
  /**
   * Takes the next element.
   *
   * @param index from 0
   */
  void next(JsonNode element, long index);

  /** What doesn't fit, after the last element; empty if all does. */
  Optional<String> problem();
}
