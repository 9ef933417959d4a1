package io.t4.catalog.query;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Queries of keys, and of names with slashes. In quotes it is the key. Without, it is also words of
 * keys that stand next to each other, as users know a part of a key more often than all of it; and
 * with a slash at its end it is a directory.
 */
final class KeyLeaves extends KeywordLeaves {
  private final String words;

  /**
   * @param words the field of the index with the words of the keys
   */
  KeyLeaves(Field field, String words) {
    super(field);
    this.words = words;
  }

  @Override
  Optional<ObjectNode> word(Word word) throws QuerySyntaxException {
    if (word.text().endsWith("/")) {
      if (word.text().length() > Limits.NAME_LENGTH) {
        throw word.refused("The directory has more than " + Limits.NAME_LENGTH + " characters");
      }
      return Optional.of(
          Composed.eitherWay(word.text(), text -> Dsl.prefixInAnyCase(label(), text)));
    }
    ObjectNode whole = whole(word);
    return Optional.of(
        TextLeaves.word(words, word).map(parts -> Dsl.any(List.of(whole, parts))).orElse(whole));
  }

  private ObjectNode whole(Word word) {
    return Composed.eitherWay(word.text(), text -> Dsl.termInAnyCase(label(), text));
  }

  @Override
  ObjectNode phrase(Word words, int slop) {
    return whole(words);
  }

  @Override
  ObjectNode wildcards(Word pattern) {
    return pattern(label(), pattern);
  }

  /** A pattern for whole keys. */
  static ObjectNode pattern(Word pattern) {
    return pattern(Field.KEY.label(), pattern);
  }

  private static ObjectNode pattern(String field, Word pattern) {
    return Composed.eitherWay(pattern.text(), text -> wildcards(field, text));
  }
}
