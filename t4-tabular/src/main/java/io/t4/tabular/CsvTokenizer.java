package io.t4.tabular;

import io.t4.error.FormatException;
import io.t4.error.TooLargeException;
import io.t4.tabular.CsvOptions.Quoting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;

/**
 * Splits text into records and fields by the rules of pandas' parser, which the options of the
 * format come from. One record at a time is in memory.
 *
 * <p>Lines of nothing but blanks are skipped. A quote opens a quoted field only at the field's
 * beginning; what follows the closing quote belongs to the field.
 */
final class CsvTokenizer {
  /** Beyond it an unclosed quote is likelier than a record. */
  static final int MAX_RECORD_CHARS = 1 << 26;

  /** Beyond it a wrong separator is likelier than a table. */
  static final int MAX_FIELDS = 1 << 20;

  private static final char NONE = '\uFFFF';

  private enum State {
    FIELD_START,
    FIELD,
    ESCAPED,
    QUOTED,
    ESCAPED_IN_QUOTES,
    QUOTE_IN_QUOTES
  }

  private final DecodedInput in;
  private final String encoding;
  private final char separator;
  private final char quote;
  private final char escape;
  private final boolean doubleQuote;
  private final boolean skipSpaces;

  /** A line ends at this character alone, or at CR, LF and CR LF if it is {@link #NONE}. */
  private final char terminator;

  private final char[] buffer = new char[1 << 15];
  private int position;
  private int limit;
  private boolean afterCarriageReturn;
  private long line = 1;

  private char[] text = new char[256];
  private int length;
  private int[] ends = new int[16];
  private int count;
  private boolean literal;
  private long recordLine;

  CsvTokenizer(InputStream in, CsvOptions options) {
    this.in = new DecodedInput(in, options.encoding().charset());
    this.encoding = options.encoding().name();
    this.separator = options.separator();
    this.quote = options.quoting() == Quoting.NONE ? NONE : options.quote();
    Character escapeOption = options.escape();
    this.escape = escapeOption == null ? NONE : escapeOption;
    this.doubleQuote = options.doubleQuote();
    this.skipSpaces = options.skipSpaces();
    String lineSeparator = options.lineSeparator();
    this.terminator =
        lineSeparator == null || lineSeparator.length() != 1 ? NONE : lineSeparator.charAt(0);
  }

  /** Goes to the next record; false if there is none. */
  boolean next() throws IOException {
    do {
      if (!readRecord()) {
        return false;
      }
    } while (count == 1 && !literal && isBlank());
    return true;
  }

  int fieldCount() {
    return count;
  }

  /** The characters of the record; field {@code i} is from {@link #start} to {@link #end}. */
  char[] text() {
    return text;
  }

  int start(int field) {
    return field == 0 ? 0 : ends[field - 1];
  }

  int end(int field) {
    return ends[field];
  }

  String field(int field) {
    return new String(text, start(field), end(field) - start(field));
  }

  /** The line, from 1, on which the record begins. */
  long line() {
    return recordLine;
  }

  private boolean readRecord() throws IOException {
    length = 0;
    count = 0;
    literal = false;
    recordLine = line;
    boolean anything = false;
    State state = State.FIELD_START;
    while (true) {
      if (position == limit && !fill()) {
        return anything && finishAtEnd(state);
      }
      char c = buffer[position++];
      if (afterCarriageReturn) {
        afterCarriageReturn = false;
        if (c == '\n') {
          continue;
        }
      }
      if (c == '\n') {
        line++;
      }
      if (!anything) {
        anything = true;
        recordLine = c == '\n' ? line - 1 : line;
      }
      switch (state) {
        case FIELD_START, FIELD, QUOTE_IN_QUOTES -> {
          if (c == separator) {
            endField();
            state = State.FIELD_START;
          } else if (endsLine(c)) {
            endField();
            return true;
          } else if (c == quote && state == State.FIELD_START) {
            literal = true;
            state = State.QUOTED;
          } else if (c == quote && state == State.QUOTE_IN_QUOTES) {
            append(c);
            state = State.QUOTED;
          } else if (c == escape) {
            literal = true;
            state = State.ESCAPED;
          } else if (c != ' ' || !skipSpaces || state != State.FIELD_START) {
            append(c);
            state = State.FIELD;
          }
        }
        case ESCAPED -> {
          append(c);
          state = State.FIELD;
        }
        case QUOTED -> {
          if (c == escape) {
            state = State.ESCAPED_IN_QUOTES;
          } else if (c == quote) {
            state = doubleQuote ? State.QUOTE_IN_QUOTES : State.FIELD;
          } else {
            append(c);
          }
        }
        case ESCAPED_IN_QUOTES -> {
          append(c);
          state = State.QUOTED;
        }
      }
    }
  }

  private boolean finishAtEnd(State state) {
    switch (state) {
      case QUOTED, ESCAPED_IN_QUOTES ->
          throw new FormatException(
              "line "
                  + recordLine
                  + ": a quoted field isn't closed before the end; if quotes are ordinary characters"
                  + " here, read with the option quoting=none");
      case ESCAPED ->
          throw new FormatException(
              "line " + recordLine + ": nothing follows the escape character");
      case FIELD_START, FIELD, QUOTE_IN_QUOTES -> endField();
    }
    return true;
  }

  private boolean endsLine(char c) {
    if (terminator != NONE) {
      return c == terminator;
    }
    if (c == '\r') {
      // A CR LF counts one line: here, and its LF is skipped.
      line++;
      afterCarriageReturn = true;
      return true;
    }
    return c == '\n';
  }

  private void append(char c) {
    if (length == text.length) {
      if (length >= MAX_RECORD_CHARS) {
        throw new TooLargeException(
            "line "
                + recordLine
                + ": the record has more than "
                + MAX_RECORD_CHARS
                + " characters; is a quote left open?");
      }
      text = Arrays.copyOf(text, 2 * length);
    }
    text[length++] = c;
  }

  private void endField() {
    if (count == ends.length) {
      if (count >= MAX_FIELDS) {
        throw new TooLargeException(
            "line "
                + recordLine
                + " has more than "
                + MAX_FIELDS
                + " fields; is the option fieldsep right?");
      }
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = length;
  }

  private boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (text[i] != ' ' && text[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  private boolean fill() throws IOException {
    try {
      limit = Math.max(0, in.read(buffer));
    } catch (CharacterCodingException e) {
      throw new FormatException(
          "line "
              + line
              + " has bytes that are not "
              + encoding
              + "; name the right encoding with the option encoding",
          e);
    }
    position = 0;
    return limit > 0;
  }
}
