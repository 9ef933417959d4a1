package io.t4.catalog.query;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Queries of values that are compared as a whole, in any case. */
class KeywordLeaves extends Leaves {
  KeywordLeaves(Field field) {
    super(field.label(), "Ask for whole values, patterns or ranges");
  }

  /** The value as the index has it. */
  String value(Word word) {
    return word.text();
  }

  @Override
  Optional<ObjectNode> word(Word word) throws QuerySyntaxException {
    return Optional.of(Dsl.termInAnyCase(label(), value(word)));
  }

  @Override
  ObjectNode phrase(Word words, int slop) {
    return Dsl.termInAnyCase(label(), value(words));
  }

  @Override
  ObjectNode exists() {
    return Dsl.exists(label());
  }

  @Override
  ObjectNode wildcards(Word pattern) {
    return wildcards(label(), value(pattern));
  }

  @Override
  ObjectNode regularExpression(Word pattern) {
    return regularExpression(label(), pattern.text());
  }

  @Override
  ObjectNode similar(Word word, String fuzziness) {
    return similar(label(), value(word), fuzziness);
  }

  static ObjectNode similar(String field, String value, String fuzziness) {
    return Dsl.of(
        "fuzzy",
        field,
        Dsl.object()
            .put("value", value)
            .put("fuzziness", fuzziness)
            .put("max_expansions", MOST_EXPANSIONS));
  }

  @Override
  ObjectNode range(Bounds bounds) throws QuerySyntaxException {
    return Dsl.of("range", label(), bounds.texts(this::value));
  }
}
