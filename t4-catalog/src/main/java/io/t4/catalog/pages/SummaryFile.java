package io.t4.catalog.pages;

import io.t4.catalog.pages.preview.PlotLibrary;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A file that a {@code quilt_summarize.json} names.
 *
 * @param path relative to that file
 * @param title for people
 * @param description in Markdown; empty for none
 * @param expanded whether it is shown in its whole height
 * @param width a class of the style sheet
 * @param library what draws it, if it says so itself
 */
record SummaryFile(
    String path,
    String title,
    String description,
    boolean expanded,
    String width,
    @Nullable PlotLibrary library) {
  private static final int MOST_SHARES = 12;
  private static final int PIXEL_STEP = 100;

  /**
   * Reads an element of an array.
   *
   * @throws InvalidSummaryException if it is neither a path nor an object with one
   */
  static SummaryFile of(JsonNode element) throws InvalidSummaryException {
    if (element.isString()) {
      return new SummaryFile(element.asString(), element.asString(), "", false, "share-1", null);
    }
    JsonNode path = element.path("path");
    if (!path.isString() || path.asString().isEmpty()) {
      throw new InvalidSummaryException(
          "must be a path, or an object with a 'path'; it is " + shortened(element));
    }
    return new SummaryFile(
        path.asString(),
        element.path("title").asString(path.asString()),
        element.path("description").asString(""),
        element.path("expand").asBoolean(false),
        width(element.path("width")),
        library(element.path("types")).orElse(null));
  }

  /** A share of the row, or pixels; in steps, since pages have no styles of their own. */
  private static String width(JsonNode width) {
    if (width.isNumber()) {
      return "share-" + Math.max(1, Math.min(MOST_SHARES, Math.round(width.asDouble())));
    }
    String text = width.asString("");
    if (text.matches("\\d{1,5}(px)?")) {
      int pixels = Integer.parseInt(text.replace("px", ""));
      int steps = Math.max(1, Math.min(MOST_SHARES, (pixels + PIXEL_STEP / 2) / PIXEL_STEP));
      return "pixels-" + steps * PIXEL_STEP;
    }
    return "share-1";
  }

  /** The first type that is known: a name, or an object with one. */
  private static Optional<PlotLibrary> library(JsonNode types) {
    for (JsonNode type : types) {
      String name = type.isString() ? type.asString() : type.path("name").asString("");
      Optional<PlotLibrary> library = PlotLibrary.named(name);
      if (library.isPresent()) {
        return library;
      }
    }
    return Optional.empty();
  }

  static String shortened(JsonNode value) {
    String text = value.toString();
    int longest = 80;
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }
}
