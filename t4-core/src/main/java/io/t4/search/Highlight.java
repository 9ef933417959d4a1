package io.t4.search;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A piece of an object's text, key or metadata that matched, split where the match begins and ends.
 *
 * @param field where it was found: {@code content}, {@code text}
 * @param parts in their order; none is empty
 */
public record Highlight(String field, List<Part> parts) {
  /** The marks that search engines set where nothing else is asked for. */
  private static final String OPEN = "<em>";

  private static final String CLOSE = "</em>";

  public Highlight {
    parts = List.copyOf(parts);
  }

  /**
   * A part of the piece.
   *
   * @param matched whether this is what was searched for
   */
  public record Part(String text, boolean matched) {}

  /** The piece without marks. */
  public String text() {
    return parts.stream().map(Part::text).collect(Collectors.joining());
  }

  /** From the form with marks. A mark that is not closed is text. */
  static Highlight parse(String field, String marked) {
    List<Part> parts = new ArrayList<>();
    int at = 0;
    while (at < marked.length()) {
      int open = marked.indexOf(OPEN, at);
      int close = open < 0 ? -1 : marked.indexOf(CLOSE, open + OPEN.length());
      if (close < 0) {
        break;
      }
      add(parts, marked.substring(at, open), false);
      add(parts, marked.substring(open + OPEN.length(), close), true);
      at = close + CLOSE.length();
    }
    add(parts, marked.substring(at), false);
    return new Highlight(field, parts);
  }

  private static void add(List<Part> parts, String text, boolean matched) {
    if (!text.isEmpty()) {
      parts.add(new Part(text, matched));
    }
  }
}
