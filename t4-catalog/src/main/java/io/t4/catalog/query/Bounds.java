package io.t4.catalog.query;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

  /**
   * The body of a range of texts.
   *
   * @param text what the index has for a bound
   */
  ObjectNode texts(Function<Word, String> text) throws QuerySyntaxException {
    return body(
        (body, name, bound) -> {
          String value = text.apply(bound);
          if (value.getBytes(StandardCharsets.UTF_8).length > Limits.BOUND_BYTES) {
            throw bound.refused(
                "An end of the range has more than " + Limits.BOUND_BYTES + " bytes of UTF-8");
          }
          body.put(name, value);
        });
  }

  /** Writes one bound. */
  interface Conversion {
    void put(ObjectNode body, String name, Word bound) throws QuerySyntaxException;
  }
}
