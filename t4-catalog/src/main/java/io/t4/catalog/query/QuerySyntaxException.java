package io.t4.catalog.query;

/** A query that can't be understood or is too large. The message is for whoever typed it. */
public final class QuerySyntaxException extends Exception {
  private final int position;

  /**
   * @param message what is wrong and what to do; makes sense without the position
   * @param position where in the text that was typed, in UTF-16 units from 0; at most its length
   */
  public QuerySyntaxException(String message, int position) {
    super(message);
    if (position < 0) {
      throw new IllegalArgumentException("The position " + position + " is negative");
    }
    this.position = position;
  }

  /** Where in the text that was typed, in UTF-16 units from 0; at most its length. */
  public int position() {
    return position;
  }
}
