package io.t4.cli;

import io.t4.json.Json;
import io.t4.json.JsonStyle;
import io.t4.search.Highlight;
import io.t4.search.PackageHit;
import io.t4.search.SearchHit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A hit of a search for people: a line as of a listing, and one with what matched. */
final class HitLines {
  /** Below the key of the line above. */
  private static final String INDENT = " ".repeat(37);

  private static final String GAP = " … ";
  private static final int MOST_PIECES = 3;

  /** As many digits of a top hash as lists of revisions show. */
  private static final int SHORT_HASH = 7;

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
    print(line, hit.meta(), hit.highlights(), out);
  }

  /** The same of a package: name, top hash, registry and message. */
  static void print(PackageHit hit, Detail detail, Output out) throws IOException {
    String hash = hit.topHash();
    String shown =
        detail == Detail.VERSION ? hash : hash.substring(0, Math.min(SHORT_HASH, hash.length()));
    StringBuilder line = new StringBuilder(ListingLine.of(hit, hit.name() + "@" + shown));
    line.append("  ").append(hit.registry());
    if (hit.message() != null) {
      line.append("  ").append(hit.message().replaceAll("\\s+", " ").strip());
    }
    print(line, hit.meta(), hit.highlights(), out);
  }

  private static void print(
      StringBuilder line,
      Map<String, @Nullable Object> meta,
      List<Highlight> highlights,
      Output out)
      throws IOException {
    if (!meta.isEmpty()) {
      line.append("  ").append(Json.write(meta, JsonStyle.PYTHON_UNICODE));
    }
    out.line(line.toString());
    if (!highlights.isEmpty()) {
      out.line(matches(highlights));
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
