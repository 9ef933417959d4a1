package io.t4.catalog.query;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A range.
 *
 * @param lower null if it is open
 * @param upper null if it is open
 */
record Bounds(
    @Nullable Word lower, boolean includesLower, @Nullable Word upper, boolean includesUpper) {
  /** Those that aren't open. */
  List<Word> all() {
    return Stream.of(Optional.ofNullable(lower), Optional.ofNullable(upper))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The body of a range query, with the bounds that the conversion writes. */
  ObjectNode body(Conversion conversion) throws QuerySyntaxException {
    ObjectNode body = Dsl.object();
    if (lower != null) {
      conversion.put(body, includesLower ? "gte" : "gt", lower);
    }
    if (upper != null) {
      conversion.put(body, includesUpper ? "lte" : "lt", upper);
    }
    return body;
  }

  /** Writes one bound. */
  interface Conversion {
    void put(ObjectNode body, String name, Word bound) throws QuerySyntaxException;
  }
}
