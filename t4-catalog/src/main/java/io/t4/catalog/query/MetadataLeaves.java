package io.t4.catalog.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/**
 * Queries of metadata. Each value of an object's metadata is a nested document, with the path where
 * it is and the value in each type that it has or looks like; so a query asks for a document with
 * this path and this value in any of the types that the query looks like.
 */
final class MetadataLeaves extends Leaves {
  /** The field of the index that has the nested documents. */
  static final String NESTED = "meta_values";

  private static final String PATH = NESTED + ".path";
  private static final String TEXT = NESTED + ".text";
  private static final String KEYWORD = NESTED + ".keyword";
  private static final String NUMBER = NESTED + ".number";
  private static final String DATE = NESTED + ".date";
  private static final String FLAG = NESTED + ".flag";

  private static final Pattern NUMERIC =
      Pattern.compile("[+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,3})?");

  /** What a double tells from its neighbours; longer digits are names of something. */
  private static final int EXACT_DIGITS = 15;

  private final FieldReference reference;

  MetadataLeaves(FieldReference reference) {
    super(reference.label(), "");
    this.reference = reference;
  }

  @Override
  Optional<ObjectNode> word(Word word) throws QuerySyntaxException {
    return Optional.of(values(word, TextLeaves.word(TEXT, word)));
  }

  @Override
  ObjectNode phrase(Word words, int slop) throws QuerySyntaxException {
    return values(
        words,
        Words.count(words.text()) == 0
            ? Optional.empty()
            : Optional.of(TextLeaves.phrase(TEXT, words.text(), slop)));
  }

  /** Values that have the words, or are this value in another type. */
  private ObjectNode values(Word word, Optional<ObjectNode> words) throws QuerySyntaxException {
    String text = word.text();
    List<ObjectNode> types = new ArrayList<>();
    words.ifPresent(types::add);
    if (isNumber(text)) {
      types.add(Dsl.of("term", NUMBER, Dsl.object().put("value", Double.parseDouble(text))));
    } else if (words.isEmpty() || NUMERIC.matcher(text).matches()) {
      types.add(Dsl.term(KEYWORD, Words.lowerCase(text)));
    }
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      types.add(Dsl.of("term", FLAG, Dsl.object().put("value", Boolean.parseBoolean(text))));
    }
    if (Moments.isMoment(text)) {
      types.add(DateLeaves.range(DATE, new Bounds(word, true, word, true)));
    }
    return at(Dsl.any(types));
  }

  private static boolean isNumber(String text) {
    return NUMERIC.matcher(text).matches()
        && text.chars().filter(Character::isDigit).count() <= EXACT_DIGITS
        && Double.isFinite(Double.parseDouble(text));
  }

  /** Whole queries of values, so that a negation outside says that there is no such value. */
  private ObjectNode at(ObjectNode value) {
    return nested(Dsl.all(List.of(path(), value)));
  }

  private static ObjectNode nested(ObjectNode query) {
    return Dsl.object().set("nested", Dsl.object().put("path", NESTED).set("query", query));
  }

  /** Paths are indexed with the name of the field, so user metadata is never taken for system's. */
  private ObjectNode path() {
    if (reference.path().isEmpty()) {
      return Dsl.prefix(PATH, reference.label() + ".");
    }
    return reference.isPattern()
        ? Dsl.of("wildcard", PATH, Dsl.object().put("value", reference.pattern()))
        : Dsl.term(PATH, reference.label());
  }

  @Override
  ObjectNode wildcards(Word pattern) {
    String value = Words.lowerCase(pattern.text());
    return at(Dsl.any(List.of(wildcards(KEYWORD, value), wildcards(TEXT, value))));
  }

  @Override
  ObjectNode regularExpression(Word pattern) {
    return at(
        Dsl.any(
            List.of(
                regularExpression(KEYWORD, pattern.text()),
                regularExpression(TEXT, pattern.text()))));
  }

  @Override
  ObjectNode similar(Word word, String fuzziness) {
    return at(
        Words.count(word.text()) == 0
            ? KeywordLeaves.similar(KEYWORD, Words.lowerCase(word.text()), fuzziness)
            : TextLeaves.similar(TEXT, word.text(), fuzziness));
  }

  /** The bounds tell the type: numbers, dates, a year that may be both, or else words. */
  @Override
  ObjectNode range(Bounds bounds) throws QuerySyntaxException {
    List<ObjectNode> types = new ArrayList<>();
    if (isEach(bounds, MetadataLeaves::isNumber)) {
      types.add(
          Dsl.of(
              "range",
              NUMBER,
              bounds.body(
                  (body, name, bound) -> body.put(name, Double.parseDouble(bound.text())))));
    }
    if (isEach(bounds, Moments::isMoment)) {
      types.add(DateLeaves.range(DATE, bounds));
    }
    if (types.isEmpty()) {
      types.add(Dsl.of("range", KEYWORD, bounds.texts(bound -> Words.lowerCase(bound.text()))));
    }
    return at(Dsl.any(types));
  }

  private static boolean isEach(Bounds bounds, Predicate<String> holds) {
    return bounds.all().stream().map(Word::text).allMatch(holds);
  }

  @Override
  ObjectNode exists() {
    if (reference.path().isEmpty() || reference.isPattern()) {
      return nested(path());
    }
    return nested(Dsl.any(List.of(path(), Dsl.prefix(PATH, reference.label() + "."))));
  }
}
