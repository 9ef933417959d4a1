package io.t4.catalog.pages.preview;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cells of a Jupyter notebook with their outputs, in the form of nbformat 4. Markup is
 * sanitized; scripts and widgets are left out.
 */
final class Notebook {
  private static final int CELLS = 200;
  private static final int OUTPUT = 20_000;

  private Notebook() {}

  /** Empty if it is no notebook that can be read. */
  static Optional<Preview> of(String text, LinkTargets links, String key) {
    JsonNode notebook;
    try {
      notebook = JsonMapper.shared().readTree(text);
    } catch (JacksonException e) {
      return Optional.empty();
    }
    if (!notebook.path("cells").isArray()) {
      return Optional.empty();
    }
    List<Preview.Cell> cells = new ArrayList<>();
    // Of all cells together: what is beyond is shown as it is.
    int left = Markdown.LONGEST;
    for (JsonNode cell : notebook.path("cells")) {
      if (cells.size() == CELLS) {
        return Optional.of(new Preview.Cells(cells, true));
      }
      String source = joined(cell.path("source"));
      if (cell.path("cell_type").asString("").equals("markdown")) {
        left -= source.length();
        String html = left < 0 ? null : Markdown.html(source, links, key).orElse(null);
        cells.add(new Preview.Cell(html == null ? source : null, html, List.of()));
      } else {
        cells.add(new Preview.Cell(source, null, outputs(cell.path("outputs"))));
      }
    }
    return Optional.of(new Preview.Cells(cells, false));
  }

  private static List<Preview.Output> outputs(JsonNode outputs) {
    List<Preview.Output> found = new ArrayList<>();
    for (JsonNode output : outputs) {
      JsonNode data = output.path("data");
      String picture = joined(data.path("image/png")).replaceAll("\\s", "");
      if (isBase64(picture)) {
        found.add(new Preview.Output(null, null, "data:image/png;base64," + picture));
      } else if (data.has("text/html")) {
        found.add(markup(joined(data.path("text/html"))));
      } else if (data.has("text/plain")) {
        found.add(text(joined(data.path("text/plain"))));
      } else if (output.has("text")) {
        found.add(text(joined(output.path("text"))));
      } else if (output.has("ename")) {
        found.add(
            text(output.path("ename").asString("") + ": " + output.path("evalue").asString("")));
      }
    }
    return found;
  }

  private static Preview.Output markup(String html) {
    return Markdown.sanitized(html)
        .map(harmless -> new Preview.Output(null, harmless, null))
        .orElseGet(() -> text(html));
  }

  private static Preview.Output text(String text) {
    return new Preview.Output(
        text.length() > OUTPUT ? text.substring(0, OUTPUT) + "…" : text, null, null);
  }

  private static boolean isBase64(String text) {
    if (text.isEmpty()) {
      return false;
    }
    try {
      return Base64.getDecoder().decode(text).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A text, or its lines. */
  private static String joined(JsonNode text) {
    if (!text.isArray()) {
      return text.asString("");
    }
    StringBuilder joined = new StringBuilder();
    text.forEach(line -> joined.append(line.asString("")));
    return joined.toString();
  }
}
