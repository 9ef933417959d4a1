package io.t4.catalog.query;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Text in which a letter and its accent are one character where there is one (Unicode's form NFC).
 * Names and texts of a Mac have two. What is indexed and what is asked is composed, so that they
 * meet; keys alone are indexed as they are, and asked in both forms.
 */
public final class Composed {
  private Composed() {}

  /** The text, composed. */
  public static String of(String text) {
    return Normalizer.normalize(text, Form.NFC);
  }

  /** A query of a value that the index has as it is, composed or not. */
  static ObjectNode eitherWay(String composed, Function<String, ObjectNode> query) {
    List<ObjectNode> queries =
        Stream.of(composed, Normalizer.normalize(composed, Form.NFD))
            .distinct()
            .map(query)
            .toList();
    return Dsl.any(queries);
  }

  /** Where a character of the composed text was in what was typed. */
  static int typedAt(String typed, int position) {
    int at = 0;
    while (at < typed.length() && of(typed.substring(0, at + 1)).length() <= position) {
      at++;
    }
    return at;
  }
}
