package io.t4.error;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A search query is malformed or beyond a limit of the catalog. */
public class InvalidQueryException extends InvalidInputException {
  /** What {@link #position} is where the catalog doesn't tell it. */
  public static final int UNKNOWN_POSITION = -1;

  private final String query;
  private final String reason;
  private final int position;

  /**
   * @param reason what is wrong with it
   * @param position where, as an index into the query, or {@link #UNKNOWN_POSITION}
   */
  public InvalidQueryException(
      String query, String reason, int position, @Nullable Throwable cause) {
    super(message(query, reason, position), cause);
    this.query = query;
    this.reason = reason;
    this.position = position < 0 || position > query.length() ? UNKNOWN_POSITION : position;
  }

  private static String message(String query, String reason, int position) {
    String place =
        position < 0 || position > query.length() ? "" : " at character " + (position + 1);
    return "The query '%s' can't be searched for%s: %s".formatted(query, place, reason);
  }

  /** The query as it was given. */
  public String query() {
    return query;
  }

  /** What is wrong with it, without the query. */
  public String reason() {
    return reason;
  }

  /** Where in the query the problem is, as an index into it; empty where that isn't known. */
  public OptionalInt position() {
    return position < 0 ? OptionalInt.empty() : OptionalInt.of(position);
  }
}
