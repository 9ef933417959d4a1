package io.t4.tabular;

import io.t4.error.InvalidInputException;
import io.t4.tabular.CsvOptions.Quoting;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;
import org.dflib.DataFrame;
import org.dflib.Series;
import org.jspecify.annotations.Nullable;

/** Writes a table as CSV, quoting as Python's {@code csv} module does below pandas. */
final class CsvWriter {
  private final CsvOptions options;
  private final String lineSeparator;
  private final String nullText;
  private final Writer out;

  private CsvWriter(CsvOptions options, Writer out) {
    this.options = options;
    this.lineSeparator = options.writtenLineSeparator();
    this.nullText = options.naValues().isEmpty() ? "" : options.naValues().get(0);
    this.out = out;
  }

  /** Writes the whole table and leaves the stream open. */
  static void write(DataFrame frame, CsvOptions options, OutputStream stream) throws IOException {
    if (!options.encoding().charset().canEncode()) {
      throw new InvalidInputException(
          "csv option encoding: "
              + options.encoding().name()
              + " can only be read; write with utf-8");
    }
    Writer out =
        new BufferedWriter(
            new OutputStreamWriter(
                stream,
                options
                    .encoding()
                    .charset()
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
            1 << 16);
    try {
      new CsvWriter(options, out).write(frame);
      out.flush();
    } catch (CharacterCodingException e) {
      throw new InvalidInputException(
          "the table has a character that "
              + options.encoding().name()
              + " can't express; choose the csv option encoding utf-8",
          e);
    }
  }

  private void write(DataFrame frame) throws IOException {
    if (frame.width() == 0) {
      return;
    }
    if (options.encoding().writesMark()) {
      out.write('\uFEFF');
    }
    if (options.useHeader()) {
      writeRecord(header(frame), null);
    }
    List<Series<?>> columns = new ArrayList<>();
    List<CsvValue> values = new ArrayList<>();
    for (int i = 0; i < frame.width(); i++) {
      columns.add(frame.getColumn(i));
      values.add(CsvValue.forColumn(frame.getColumnsIndex().get(i), frame.getColumn(i)));
    }
    @Nullable Object[] row = new @Nullable Object[frame.width()];
    String[] fields = new String[frame.width()];
    for (int r = 0; r < frame.height(); r++) {
      for (int i = 0; i < row.length; i++) {
        row[i] = columns.get(i).get(r);
        String text = values.get(i).text(row[i]);
        fields[i] = text == null ? nullText : text;
      }
      writeRecord(fields, row);
    }
  }

  private String[] header(DataFrame frame) {
    String[] names = frame.getColumnsIndex().toArray();
    int indexWidth = Math.min(options.indexWidth(), names.length);
    for (int i = 0; i < indexWidth && i < options.indexNames().size(); i++) {
      if (options.indexNames().get(i) instanceof String name) {
        names[i] = name;
      }
    }
    List<String> given = options.headerNames();
    if (!given.isEmpty()) {
      if (given.size() != names.length - indexWidth) {
        throw new InvalidInputException(
            "csv option header_names has "
                + given.size()
                + " names, but the table has "
                + (names.length - indexWidth)
                + " columns beside its index");
      }
      for (int i = 0; i < given.size(); i++) {
        names[indexWidth + i] = given.get(i);
      }
    }
    return names;
  }

  /**
   * @param values the values that the fields stand for; null for a header, which is text
   */
  private void writeRecord(String[] fields, @Nullable Object @Nullable [] values)
      throws IOException {
    for (int i = 0; i < fields.length; i++) {
      if (i > 0) {
        out.write(options.separator());
      }
      Object value = values == null ? null : values[i];
      boolean number = value instanceof Number || value instanceof Boolean;
      boolean missing = value instanceof Double real && real.isNaN();
      writeField(fields[i], number && !missing, fields.length == 1);
    }
    out.write(lineSeparator);
  }

  private void writeField(String field, boolean number, boolean alone) throws IOException {
    Quoting quoting = options.quoting();
    boolean quoted =
        switch (quoting) {
          case ALL -> true;
          case NONNUMERIC -> !number || needsQuotes(field);
          case MINIMAL -> needsQuotes(field) || (alone && field.isBlank());
          case NONE -> false;
        };
    if (quoting == Quoting.NONE && alone && field.isBlank()) {
      throw new InvalidInputException(
          "a single empty field must be quoted; choose another csv option quoting than none");
    }
    if (quoted) {
      out.write(options.quote());
    }
    for (int i = 0; i < field.length(); i++) {
      writeCharacter(field.charAt(i), field);
    }
    if (quoted) {
      out.write(options.quote());
    }
  }

  private void writeCharacter(char c, String field) throws IOException {
    Character escape = options.escape();
    boolean isQuote = c == options.quote();
    boolean special =
        options.quoting() == Quoting.NONE
            ? isQuote || isSeparator(c)
            : isQuote && !options.doubleQuote();
    if (escape != null && (special || c == escape)) {
      out.write(escape);
    } else if (special) {
      throw new InvalidInputException(
          "the value "
              + field
              + " holds "
              + c
              + ", which must be escaped; set the csv option escapechar, or quoting and doublequote"
              + " to their defaults");
    } else if (isQuote) {
      out.write(c);
    }
    out.write(c);
  }

  private boolean needsQuotes(String field) {
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (isSeparator(c) || (c == options.quote() && options.doubleQuote())) {
        return true;
      }
    }
    return options.skipSpaces() && field.startsWith(" ");
  }

  private boolean isSeparator(char c) {
    return c == options.separator() || c == '\n' || c == '\r' || lineSeparator.indexOf(c) >= 0;
  }
}
