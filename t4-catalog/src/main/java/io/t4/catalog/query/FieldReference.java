package io.t4.catalog.query;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;

/**
 * A field as a query names it.
 *
 * @param field the field
 * @param path within metadata, {@code sensor.depth} or, with {@code *}, a pattern; empty for all of
 *     the metadata and for other fields
 */
record FieldReference(Field field, String path) {
  private static final int LONGEST_NAME_TO_CORRECT = 64;

  static FieldReference of(Word name, Subject subject) throws QuerySyntaxException {
    String text = name.text();
    Optional<Field> whole = subject.field(text);
    if (whole.isPresent()) {
      return new FieldReference(whole.get(), "");
    }
    if (text.equals("*")) {
      return new FieldReference(Field.CONTENT, "");
    }
    int dot = text.indexOf('.');
    Optional<Field> first = dot < 0 ? Optional.empty() : subject.field(text.substring(0, dot));
    if (first.isEmpty()) {
      throw unknown(name, subject);
    }
    if (first.get().kind() != Field.Kind.METADATA) {
      throw name.refused(
          "The field '"
              + first.get().label()
              + "' has no parts, so there is no '"
              + shortened(text)
              + "'. Only user_meta and system_meta have");
    }
    String path = text.substring(dot + 1);
    if (path.isEmpty()) {
      throw name.refused(
          "After '" + text + "' the name of a metadata field is missing, as in user_meta.city");
    }
    FieldReference reference = new FieldReference(first.get(), path.equals("*") ? "" : path);
    if (reference.isPattern()) {
      Patterns.checkedWildcards(new Word(reference.pattern(), name.position()));
    } else if (path.length() > Limits.NAME_LENGTH) {
      throw name.refused(
          "The name of the metadata field has more than " + Limits.NAME_LENGTH + " characters");
    }
    return reference;
  }

  /** Its name in full. */
  String label() {
    return path.isEmpty() ? field.label() : field.label() + "." + path;
  }

  /** Whether it is about all paths that match a pattern. */
  boolean isPattern() {
    return path.indexOf('*') >= 0;
  }

  /** Its name with wildcards; only asterisks are some. */
  String pattern() {
    return label().replace("\\", "\\\\").replace("?", "\\?");
  }

  private static QuerySyntaxException unknown(Word name, Subject subject) {
    String text = name.text();
    int dot = text.indexOf('.');
    List<String> near = near(dot < 0 ? text : text.substring(0, dot), subject);
    String hint = near.isEmpty() ? "" : " Did you mean " + String.join(" or ", near) + "?";
    return name.refused(
        "There is no field '"
            + shortened(text)
            + "'."
            + hint
            + " The fields are "
            + subject.fields().stream()
                .map(field -> field.label() + (field.kind() == Field.Kind.METADATA ? ".…" : ""))
                .sorted()
                .collect(Collectors.joining(", "))
            + ". Metadata is named in full, as in user_meta.city. Put text that contains a colon"
            + " in quotes");
  }

  private static List<String> near(String name, Subject subject) {
    if (name.isEmpty() || name.length() > LONGEST_NAME_TO_CORRECT) {
      return List.of();
    }
    CharacterRunAutomaton similar =
        new CharacterRunAutomaton(
            new LevenshteinAutomata(name, true)
                .toAutomaton(LevenshteinAutomata.MAXIMUM_SUPPORTED_DISTANCE));
    return subject.fields().stream().map(Field::label).filter(similar::run).toList();
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_NAME_TO_CORRECT
        ? text
        : text.substring(0, LONGEST_NAME_TO_CORRECT) + "…";
  }
}
