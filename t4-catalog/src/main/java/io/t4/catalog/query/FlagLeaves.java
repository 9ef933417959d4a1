package io.t4.catalog.query;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Queries of true and false. */
final class FlagLeaves extends Leaves {
  FlagLeaves(String label) {
    super(label, "Ask for true or false, as in " + label + ":true");
  }

  @Override
  Optional<ObjectNode> word(Word word) throws QuerySyntaxException {
    boolean value = word.text().equalsIgnoreCase("true");
    if (!value && !word.text().equalsIgnoreCase("false")) {
      throw notA("truth value", word);
    }
    return Optional.of(Dsl.of("term", label(), Dsl.object().put("value", value)));
  }

  @Override
  ObjectNode phrase(Word words, int slop) throws QuerySyntaxException {
    return word(words).orElseThrow();
  }

  @Override
  ObjectNode exists() {
    return Dsl.exists(label());
  }
}
