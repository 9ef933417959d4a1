package io.t4.catalog.pages.tables;

import io.t4.catalog.pages.tables.worker.Answer;

/** There is no table or result; the message tells people why, and names no file of the server. */
public final class TableException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What helps. */
  public enum Kind {
    /** To ask for something else. */
    INVALID,
    /** Nothing: the file is damaged, or too large for the limits. */
    UNREADABLE,
    /** To wait, or to ask for less. */
    LATE,
    /** To wait. */
    BUSY
  }

  private final Kind kind;

  TableException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** One that is told whoever asks for what can't be. */
  public static TableException invalid(String message) {
    return new TableException(Kind.INVALID, message);
  }

  static TableException of(Answer.Refused refused) {
    return new TableException(
        refused.reason() == Answer.Reason.INVALID ? Kind.INVALID : Kind.UNREADABLE,
        refused.message());
  }

  /** What helps. */
  public Kind kind() {
    return kind;
  }
}
