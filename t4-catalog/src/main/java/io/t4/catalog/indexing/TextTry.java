package io.t4.catalog.indexing;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A try to read a text that took too long, or of which the reader died: perhaps only because the
 * machine was busy. It is noted in the document, so that it outlives the process.
 *
 * @param wanted how the content is read, as {@link IndexingSettings#noteOf} tells it
 * @param number from 1
 */
record TextTry(String wanted, int number) {
  /** How often a text is tried in all. */
  static final int MOST = 3;

  /** How much longer the second pause is than the first. */
  private static final int GROWTH = 10;

  private static final Pattern NOTE = Pattern.compile("(.+), try (\\d+), next at (\\d+)");

  /**
   * The try that has just failed.
   *
   * @param before what the document noted before, of the same content; null if there was none
   */
  static TextTry after(@Nullable String before, String wanted) {
    Matcher note = NOTE.matcher(before == null ? "" : before);
    boolean again = note.matches() && note.group(1).equals(wanted);
    return new TextTry(wanted, again ? Integer.parseInt(note.group(2)) + 1 : 1);
  }

  /** When a document whose text is to be read again is due; empty if it isn't to be. */
  static Optional<Instant> due(@Nullable String note, String wanted) {
    Matcher tried = NOTE.matcher(note == null ? "" : note);
    return tried.matches() && tried.group(1).equals(wanted)
        ? Optional.of(Instant.ofEpochMilli(Long.parseLong(tried.group(3))))
        : Optional.empty();
  }

  boolean isLast() {
    return number >= MOST;
  }

  /** What the document notes: after the last try the same as if the text had been read. */
  String note(Instant now, Duration firstPause) {
    Duration pause = number == 1 ? firstPause : firstPause.multipliedBy(GROWTH);
    return isLast()
        ? wanted
        : "%s, try %d, next at %d".formatted(wanted, number, now.plus(pause).toEpochMilli());
  }
}
