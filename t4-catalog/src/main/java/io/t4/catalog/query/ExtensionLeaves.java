package io.t4.catalog.query;

import tools.jackson.databind.node.ObjectNode;

/** Queries of extensions, which the index has with their dot, and users with or without. */
final class ExtensionLeaves extends KeywordLeaves {
  ExtensionLeaves() {
    super(Field.EXT);
  }

  @Override
  String value(Word word) {
    String text = word.text();
    return text.isEmpty() || ".*?".indexOf(text.charAt(0)) >= 0 ? text : "." + text;
  }

  /** Where there is none, it is the empty text. */
  @Override
  ObjectNode exists() {
    return Dsl.of("range", label(), Dsl.object().put("gt", ""));
  }
}
