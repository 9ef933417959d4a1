package io.t4.catalog.query;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Queries of moments. A date without a time is the whole day, month or year. */
final class DateLeaves extends Leaves {
  DateLeaves(String label) {
    super(
        label,
        "Ask for a date or a range, as in "
            + label
            + ":2026-05, "
            + label
            + ":>2026-05-01T12:00:00Z or "
            + label
            + ":>now-7d");
  }

  @Override
  Optional<ObjectNode> word(Word word) throws QuerySyntaxException {
    return Optional.of(range(new Bounds(word, true, word, true)));
  }

  @Override
  ObjectNode phrase(Word words, int slop) throws QuerySyntaxException {
    return word(words).orElseThrow();
  }

  @Override
  ObjectNode exists() {
    return Dsl.exists(label());
  }

  @Override
  ObjectNode range(Bounds bounds) throws QuerySyntaxException {
    for (Word bound : bounds.all()) {
      if (!Moments.isMoment(bound.text())) {
        throw notA("date", bound);
      }
    }
    return range(label(), bounds);
  }

  /** A range whose bounds are moments. */
  static ObjectNode range(String field, Bounds bounds) throws QuerySyntaxException {
    return Dsl.of(
        "range",
        field,
        bounds
            .body((body, name, bound) -> body.put(name, Moments.bound(bound.text())))
            .put("format", Moments.FORMAT));
  }
}
