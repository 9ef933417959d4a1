package io.t4.catalog.pages.packages;

import io.t4.catalog.pages.preview.JsonText;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the first line of a manifest says of a revision.
 *
 * @param message null if there is none
 * @param workflow as JSON; null if there is none
 * @param meta the author's metadata as JSON; null if there is none
 */
record RevisionHeader(@Nullable String message, @Nullable String workflow, @Nullable String meta) {
  private static final int LONGEST_MESSAGE = 8_000;

  /**
   * That of a manifest.
   *
   * @param header whatever its members are
   */
  static RevisionHeader of(Map<String, ? extends @Nullable Object> header) {
    return new RevisionHeader(
        header.get("message") instanceof String message && !message.isEmpty()
            ? beginning(message, LONGEST_MESSAGE)
            : null,
        json(header.get("workflow")),
        json(header.get("user_meta")));
  }

  /** A JSON value, indented; null if it says nothing. */
  static @Nullable String json(@Nullable Object value) {
    return value == null || (value instanceof Map<?, ?> map && map.isEmpty())
        ? null
        : JsonText.indented(value).orElse("It is too long to be shown.");
  }

  /** A text, or the beginning of one that is longer. */
  static String beginning(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most) + "…";
  }
}
