package io.t4.tabular;

import io.t4.error.InvalidInputException;
import java.util.regex.Pattern;

/**
 * A column, with what SQL takes to show and to compare its values.
 *
 * @param kind how they are compared
 * @param reference the column in SQL
 * @param texts whether they are texts in the file, whatever they stand for
 */
record ComparedColumn(TextRows.Column column, Kind kind, String reference, boolean texts) {
  private static final Pattern NUMBERS =
      Pattern.compile("U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL.*");

  private static final Pattern TIMES = Pattern.compile("DATE|TIMESTAMP.*");

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  /** How values are compared. */
  enum Kind {
    NUMBER("DOUBLE", "number"),
    TIME("TIMESTAMPTZ", "time, such as 2026-05-01 or 2026-05-01 12:30:00"),
    TEXT("VARCHAR", "text");

    private final String type;
    private final String described;

    Kind(String type, String described) {
      this.type = type;
      this.described = described;
    }
  }

  static ComparedColumn of(TextRows.Column column, boolean texts) {
    Kind kind =
        NUMBERS.matcher(column.type()).matches()
            ? Kind.NUMBER
            : TIMES.matcher(column.type()).matches() ? Kind.TIME : Kind.TEXT;
    return new ComparedColumn(column, kind, DuckDb.identifier(column.name()), texts);
  }

  /** Its values as people read them. */
  String text() {
    return texts ? reference : "CAST(" + reference + " AS VARCHAR)";
  }

  /** Its values as they are sorted; those of another kind are missing. */
  String value() {
    return texts && kind != Kind.TEXT
        ? "TRY_CAST(" + reference + " AS " + kind.type + ")"
        : reference;
  }

  /**
   * A condition.
   *
   * @throws InvalidInputException if the value is not of the column's kind, and must be
   */
  String where(RowSelection.Comparison comparison, String value) {
    return switch (comparison) {
      case CONTAINS -> "contains(lower(" + text() + "), lower(" + DuckDb.text(value) + "))";
      case EQUAL -> {
        String same = text() + " = " + DuckDb.text(value);
        yield isOfKind(value) && kind != Kind.TEXT
            ? "(" + same + " OR " + with("=", value) + ")"
            : same;
      }
      case LESS -> ordered("<", value);
      case MORE -> ordered(">", value);
    };
  }

  private String ordered(String operator, String value) {
    if (!isOfKind(value)) {
      throw new InvalidInputException(
          "'%s' can't be compared with the column '%s': give a %s"
              .formatted(value, column.name(), kind.described));
    }
    return with(operator, value);
  }

  private String with(String operator, String value) {
    return kind == Kind.TEXT
        ? text() + " " + operator + " " + DuckDb.text(value)
        : "%s %s TRY_CAST(%s AS %s)"
            .formatted(value(), operator, DuckDb.text(value.strip()), kind.type);
  }

  private boolean isOfKind(String value) {
    return switch (kind) {
      case NUMBER -> NUMBER.matcher(value.strip()).matches();
      case TIME -> value.strip().matches("\\d{4}-\\d\\d-\\d\\d.*");
      case TEXT -> true;
    };
  }
}
