package io.t4.catalog.pages.preview;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a page shows of an object's content. */
public sealed interface Preview {

  /** Which part of the template shows it. */
  default String kind() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** Whether the content goes on. */
  default boolean cut() {
    return false;
  }

  /** Text as it is. */
  record Text(String text, boolean cut) implements Preview {}

  /**
   * HTML that can't do anything: sanitized.
   *
   * @param html may stand in the page
   */
  record Markup(String html, boolean cut) implements Preview {}

  /**
   * A table.
   *
   * @param cut whether there are more rows
   */
  record Table(List<String> header, List<List<String>> rows, boolean cut) implements Preview {}

  /** A table of which nothing is read yet; it has a page of its own. */
  record WholeTable() implements Preview {}

  /**
   * A notebook.
   *
   * @param cut whether there are more cells
   */
  record Cells(List<Cell> cells, boolean cut) implements Preview {}

  /**
   * A cell of a notebook: code or markup.
   *
   * @param code as it is
   * @param html sanitized
   */
  record Cell(@Nullable String code, @Nullable String html, List<Output> outputs) {}

  /**
   * What a cell put out: one of these.
   *
   * @param text as it is
   * @param html sanitized
   * @param picture a {@code data:} address
   */
  record Output(@Nullable String text, @Nullable String html, @Nullable String picture) {}

  /** A page of its own, which is shown in a frame that can do nothing. */
  record Frame() implements Preview {}

  /** A picture, which has an address of its own. */
  record Picture() implements Preview {}

  /**
   * The first bytes.
   *
   * @param lines offset, hexadecimal digits and characters
   */
  record Hex(List<String> lines, boolean cut) implements Preview {}

  /** There is no content. */
  record Nothing() implements Preview {}
}
