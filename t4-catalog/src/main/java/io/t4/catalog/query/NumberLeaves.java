package io.t4.catalog.query;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** Queries of whole numbers. */
final class NumberLeaves extends Leaves {
  /** No exponents, and no more digits than any long has. */
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(?:\\.\\d{1,18})?");

  NumberLeaves(String label) {
    super(label, "Ask for a number or a range, as in " + label + ":1000 or " + label + ":>1000");
  }

  private BigDecimal number(Word word) throws QuerySyntaxException {
    if (!NUMBER.matcher(word.text()).matches()) {
      throw notA("number", word);
    }
    return new BigDecimal(word.text()).stripTrailingZeros();
  }

  @Override
  Optional<ObjectNode> word(Word word) throws QuerySyntaxException {
    BigDecimal number = number(word);
    return Optional.of(
        number.scale() > 0
            ? Dsl.matchNone()
            : Dsl.of("term", label(), Dsl.object().put("value", number.longValueExact())));
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
    return Dsl.of(
        "range",
        label(),
        bounds.body(
            (body, name, bound) -> {
              BigDecimal number = number(bound);
              if (number.scale() > 0) {
                body.put(name, number);
              } else {
                body.put(name, number.longValueExact());
              }
            }));
  }
}
