package io.t4.catalog.query;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Queries of words. */
final class TextLeaves extends Leaves {
  /** Words of keys are in the field, so a pattern with a slash, which no word has, is for keys. */
  private final boolean hasKeys;

  TextLeaves(Field field) {
    super(
        field.label(),
        "Its words have no order; ask for words, phrases or patterns, as in thor or tho*");
    hasKeys = field == Field.CONTENT || field == Field.KEY_TEXT;
  }

  @Override
  Optional<ObjectNode> word(Word word) {
    return word(label(), word);
  }

  /** Parts of a word, as in hammer.json, must stand next to each other. */
  static Optional<ObjectNode> word(String field, Word word) {
    int words = Words.count(word.text());
    if (words == 0) {
      return Optional.empty();
    }
    return Optional.of(
        words == 1 && !Words.isOneOfPair(word.text())
            ? match(field, word.text())
            : phrase(field, word.text(), 0));
  }

  private static ObjectNode match(String field, String text) {
    return Dsl.of("match", field, Dsl.object().put("query", text).put("operator", "and"));
  }

  /** Words that stand next to each other; the text has at least one. */
  static ObjectNode phrase(String field, String text, int slop) {
    return Words.isOneOfPair(text)
        ? wildcards(field, "*" + text + "*")
        : matchPhrase(field, text, slop);
  }

  private static ObjectNode matchPhrase(String field, String text, int slop) {
    ObjectNode body = Dsl.object().put("query", text);
    if (slop > 0) {
      body.put("slop", slop);
    }
    return Dsl.of("match_phrase", field, body);
  }

  @Override
  ObjectNode phrase(Word words, int slop) throws QuerySyntaxException {
    if (Words.count(words.text()) == 0) {
      throw words.refused(
          "The phrase has no word that could be found. Put words between the quotes");
    }
    return phrase(label(), words.text(), slop);
  }

  @Override
  ObjectNode wildcards(Word pattern) {
    return hasKeys && pattern.text().indexOf('/') >= 0
        ? KeyLeaves.pattern(pattern)
        : wildcards(label(), Words.lowerCase(pattern.text()));
  }

  @Override
  ObjectNode regularExpression(Word pattern) {
    return regularExpression(label(), pattern.text());
  }

  @Override
  ObjectNode similar(Word word, String fuzziness) {
    return similar(label(), word.text(), fuzziness);
  }

  static ObjectNode similar(String field, String text, String fuzziness) {
    return Dsl.of(
        "match",
        field,
        Dsl.object()
            .put("query", text)
            .put("operator", "and")
            .put("fuzziness", fuzziness)
            .put("max_expansions", MOST_EXPANSIONS));
  }

  @Override
  ObjectNode exists() {
    return Dsl.exists(label());
  }
}
