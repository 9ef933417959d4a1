package io.t4.catalog.query;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The queries of one field: what a single value of the query becomes. There is a subclass for each
 * kind of field; what a kind doesn't offer is refused here.
 */
abstract class Leaves {
  /** The number of terms that a fuzzy word becomes at most; OpenSearch's own default. */
  static final int MOST_EXPANSIONS = 50;

  private static final int LONGEST_VALUE_TO_SHOW = 40;

  private final String label;
  private final String advice;

  /**
   * @param label the name of the field
   * @param advice what can be asked of it, as a sentence
   */
  Leaves(String label, String advice) {
    this.label = label;
    this.advice = advice;
  }

  static Leaves of(FieldReference reference) {
    Field field = reference.field();
    return switch (field.kind()) {
      case TEXT -> new TextLeaves(field);
      case KEYWORD ->
          switch (field) {
            case KEY -> new KeyLeaves(field, Field.KEY_TEXT.label());
            case NAME -> new KeyLeaves(field, "name_text");
            case EXT -> new ExtensionLeaves();
            default -> new KeywordLeaves(field);
          };
      case LONG -> new NumberLeaves(field.label());
      case DATE -> new DateLeaves(field.label());
      case BOOLEAN -> new FlagLeaves(field.label());
      case METADATA -> new MetadataLeaves(reference);
    };
  }

  /** A word without quotes; empty if nothing in it can be found, so that it is left out. */
  abstract Optional<ObjectNode> word(Word word) throws QuerySyntaxException;

  /** Words in quotes, with so many others between at most. */
  abstract ObjectNode phrase(Word words, int slop) throws QuerySyntaxException;

  /** A value is there. */
  abstract ObjectNode exists() throws QuerySyntaxException;

  /** A word with wildcards, as {@link Patterns#wildcards} writes it. */
  ObjectNode wildcards(Word pattern) throws QuerySyntaxException {
    throw refused(pattern, "no wildcards");
  }

  ObjectNode regularExpression(Word pattern) throws QuerySyntaxException {
    throw refused(pattern, "no regular expressions");
  }

  /** A similar word; the fuzziness is a number of letters or {@code AUTO}. */
  ObjectNode similar(Word word, String fuzziness) throws QuerySyntaxException {
    throw refused(word, "no similar words");
  }

  /** A range with at least one end. */
  ObjectNode range(Bounds bounds) throws QuerySyntaxException {
    throw refused(bounds.all().get(0), "no ranges");
  }

  final String label() {
    return label;
  }

  private QuerySyntaxException refused(Word word, String why) {
    return word.refused("The field '" + label + "' takes " + why + ". " + advice);
  }

  final QuerySyntaxException notA(String what, Word word) {
    String text =
        word.text().length() > LONGEST_VALUE_TO_SHOW
            ? word.text().substring(0, LONGEST_VALUE_TO_SHOW) + "…"
            : word.text();
    return word.refused(
        "'" + text + "' is no " + what + " for the field '" + label + "'. " + advice);
  }

  /** Wildcards on one field of the index, as a prefix where it is one. */
  static ObjectNode wildcards(String field, String pattern) {
    boolean isPrefix =
        pattern.length() > 1
            && pattern.indexOf('*') == pattern.length() - 1
            && pattern.indexOf('?') < 0
            && pattern.indexOf('\\') < 0;
    return isPrefix
        ? Dsl.prefixInAnyCase(field, pattern.substring(0, pattern.length() - 1))
        : Dsl.of("wildcard", field, inAnyCase(pattern));
  }

  private static ObjectNode inAnyCase(String value) {
    return Dsl.object().put("value", value).put("case_insensitive", true);
  }

  static ObjectNode regularExpression(String field, String expression) {
    return Dsl.of(
        "regexp",
        field,
        inAnyCase(expression)
            .put("flags", "NONE")
            .put("max_determinized_states", Limits.PATTERN_STATES));
  }
}
