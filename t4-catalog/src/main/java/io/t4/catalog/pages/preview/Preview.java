package io.t4.catalog.pages.preview;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
   * A part of a text, in which the words of its language have classes.
   *
   * @param html may stand in the page
   * @param begin of the part in the object, in bytes
   * @param next where the next part begins, in bytes; null behind the last one
   * @param cut whether the text goes on, but not in parts
   */
  record Code(String html, long begin, @Nullable Long next, boolean cut) implements Preview {}

  /**
   * Nested values.
   *
   * @param html may stand in the page
   * @param cut whether something is left out
   */
  record Tree(String html, boolean cut) implements Preview {}

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

  /**
   * What is in an archive.
   *
   * @param cut whether there are more entries
   */
  record Entries(List<Entry> entries, boolean cut) implements Preview {}

  /**
   * What an archive has under a name.
   *
   * @param size in bytes; null if it is unknown, or that of a directory
   */
  record Entry(String name, @Nullable Long size, @Nullable Instant modified) {}

  /**
   * What is known of an array.
   *
   * @param facts by their names, in order
   * @param picture a {@code data:} address; null if there is none
   */
  record Facts(Map<String, String> facts, @Nullable String picture) implements Preview {}

  /**
   * A table below a text.
   *
   * @param heading what is before the table; empty for nothing
   */
  record Records(String heading, Table table) implements Preview {
    @Override
    public boolean cut() {
      return table.cut();
    }
  }

  /**
   * The text of a PDF, whose first page has an address of its own as a picture.
   *
   * @param text null if there is none
   */
  record Pages(@Nullable String text, boolean cut) implements Preview {}

  /** Sound or film, which has an address of its own. */
  record Media(PlayedMedia media) implements Preview {}

  /** A plot, which is drawn in a frame by that library. */
  record Plot(PlotLibrary library) implements Preview {}

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

  /**
   * Nothing, since the content is not as it must be to be shown.
   *
   * @param reason a sentence
   */
  record Refusal(String reason) implements Preview {}
}
