package io.t4.text.worker;

import java.io.Writer;
import java.nio.CharBuffer;

/** Text of limited length. For one thread. */
public final class TextBuffer {
  private final StringBuilder text = new StringBuilder();
  private final int limit;
  private String reason = "";
  private boolean full;

  TextBuffer(int limit) {
    this.limit = limit;
  }

  /**
   * Adds to the text.
   *
   * @throws FullException if not all of it fits; what fits is added
   */
  public void append(CharSequence more) {
    int room = limit - text.length();
    if (more.length() <= room) {
      text.append(more);
      return;
    }
    int cut = room;
    // No half of a pair.
    if (cut > 0 && Character.isHighSurrogate(more.charAt(cut - 1))) {
      cut--;
    }
    text.append(more, 0, cut);
    end("the text has more than " + limit + " characters");
    throw new FullException();
  }

  /**
   * Notes that what follows is left out.
   *
   * @param why the reason, for users
   */
  void end(String why) {
    if (!full) {
      full = true;
      reason = why;
    }
  }

  /** Forgets what was added, to begin in another way. */
  void clear() {
    text.setLength(0);
    full = false;
    reason = "";
  }

  /** How many characters fit. */
  int limit() {
    return limit;
  }

  /** Whether something was left out. */
  boolean isFull() {
    return full;
  }

  /** Why something was left out; empty if nothing was. */
  String reason() {
    return reason;
  }

  @Override
  public String toString() {
    return text.toString();
  }

  /** A writer that adds to the text; the blank lines that Tika begins with are left out. */
  Writer writer() {
    return new Writer() {
      @Override
      public void write(char[] buffer, int offset, int length) {
        int skip = 0;
        while (text.length() == 0
            && skip < length
            && Character.isWhitespace(buffer[offset + skip])) {
          skip++;
        }
        TextBuffer.this.append(CharBuffer.wrap(buffer, offset + skip, length - skip));
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  /** Ends a parser early. Unchecked, because it has to pass through libraries. */
  static final class FullException extends RuntimeException {
    FullException() {
      super("the text is full", null, false, false);
    }
  }
}
