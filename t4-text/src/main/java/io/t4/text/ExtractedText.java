package io.t4.text;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a file gave.
 *
 * @param text what could be read; it may hold something with any outcome, and is never longer than
 *     the extractor's limit
 * @param outcome whether that is all of it
 * @param detail the reason of an outcome other than {@link Outcome#COMPLETE}, in words for people;
 *     it may quote the file, and is at most some thousand characters long
 */
public record ExtractedText(String text, Outcome outcome, @Nullable String detail) {
  /** How the reading of a file ended. */
  public enum Outcome {
    /** All text was read. */
    COMPLETE,
    /** The text is longer than the limit: its beginning was read. */
    TRUNCATED,
    /** The kind of file is not read, or the content is not what the name says, or is encrypted. */
    UNSUPPORTED,
    /** The file has more bytes than the limit, or what it packs has. */
    TOO_LARGE,
    /** Reading took longer than the limit. */
    TIMEOUT,
    /** The worker died of the file, for example of using up its memory. */
    CRASHED,
    /** The content is damaged. */
    MALFORMED
  }

  public ExtractedText {
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(outcome, "outcome");
  }

  static ExtractedText none(Outcome outcome, String detail) {
    return new ExtractedText("", outcome, detail);
  }
}
