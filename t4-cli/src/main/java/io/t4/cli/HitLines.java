package io.t4.cli;

import io.t4.json.Json;
import io.t4.json.JsonStyle;
import io.t4.search.Highlight;
import io.t4.search.SearchHit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A hit of a search for people: a line as of a listing, and one with what matched. */
final class HitLines {
  /** Below the key of the line above. */
  private static final String INDENT = " ".repeat(37);

  private static final String GAP = " … ";
  private static final int MOST_PIECES = 3;

  private HitLines() {}

  /** What is told of the object. */
  enum Detail {
    KEY,
    VERSION
  }

  static void print(SearchHit hit, Detail detail, Output out) throws IOException {
    StringBuilder line = new StringBuilder(ListingLine.of(hit));
    if (detail == Detail.VERSION && hit.versionId() != null) {
      line.append("  ").append(hit.versionId());
    }
    if (!hit.meta().isEmpty()) {
      line.append("  ").append(Json.write(hit.meta(), JsonStyle.PYTHON_UNICODE));
    }
    out.line(line.toString());
    if (!hit.highlights().isEmpty()) {
      out.line(matches(hit.highlights()));
    }
  }

  private static List<Highlight.Part> matches(List<Highlight> highlights) {
    List<Highlight.Part> parts = new ArrayList<>();
    parts.add(new Highlight.Part(INDENT, false));
    for (Highlight piece : highlights.subList(0, Math.min(MOST_PIECES, highlights.size()))) {
      if (parts.size() > 1) {
        parts.add(new Highlight.Part(GAP, false));
      }
      for (Highlight.Part part : piece.parts()) {
        // A piece of a text can have line ends and tabs.
        parts.add(new Highlight.Part(part.text().replaceAll("\\s+", " "), part.matched()));
      }
    }
    return parts;
  }
}
