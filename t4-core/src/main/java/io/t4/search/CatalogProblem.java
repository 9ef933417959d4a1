package io.t4.search;

import io.t4.error.InvalidQueryException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a server says is wrong: {@code {"error": {"type", "reason", "position"}, "status"}}. Search
 * engines put the cause of it into {@code root_cause}; proxies say {@code {"message": …}}.
 *
 * @param type for programs; empty if the server doesn't tell
 * @param reason for people
 * @param position in the query, or {@link InvalidQueryException#UNKNOWN_POSITION}
 */
record CatalogProblem(String type, String reason, int position) {
  private static final int MOST_CHARACTERS = 500;

  /** The server says nothing that can be read. */
  static final CatalogProblem UNTOLD =
      new CatalogProblem("", "", InvalidQueryException.UNKNOWN_POSITION);

  static CatalogProblem of(@Nullable JsonMembers answer) {
    if (answer == null) {
      return UNTOLD;
    }
    JsonMembers error = answer.object("error");
    if (error == null) {
      String said = answer.text("error");
      return new CatalogProblem(
          "",
          brief(said != null ? said : answer.text("message")),
          InvalidQueryException.UNKNOWN_POSITION);
    }
    List<@Nullable Object> causes = error.array("root_cause");
    JsonMembers cause = causes == null || causes.isEmpty() ? null : JsonMembers.of(causes.get(0));
    JsonMembers told = cause == null ? error : cause;
    long position = error.number("position", InvalidQueryException.UNKNOWN_POSITION);
    return new CatalogProblem(
        brief(told.text("type")), brief(told.text("reason")), clamped(position));
  }

  private static int clamped(long position) {
    return (int)
        Math.max(InvalidQueryException.UNKNOWN_POSITION, Math.min(position, Integer.MAX_VALUE));
  }

  private static String brief(@Nullable String text) {
    if (text == null) {
      return "";
    }
    String line = text.replaceAll("\\s+", " ").strip();
    return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "…";
  }

  /** The reason as the end of a sentence, or another one. */
  String reasonOr(String otherwise) {
    return reason.isEmpty() ? otherwise : reason;
  }
}
