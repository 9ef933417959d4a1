package io.t4.catalog.indexing;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Has texts read again that could not be read in time. Thread safe. */
final class TextRetries {
  private final Duration firstPause;
  private final KeyChanges changes;

  /**
   * @param firstPause before the second try; the one before the third is ten times as long
   * @param changes are told when a key is to be looked at again
   */
  TextRetries(Duration firstPause, KeyChanges changes) {
    this.firstPause = firstPause;
    this.changes = changes;
  }

  /**
   * Has a text tried again later, if it wasn't often enough.
   *
   * @param before what the document of the same content noted of how it was read; null if there is
   *     none
   * @param wanted how it is read by the present settings
   * @return what the document notes now
   */
  String noteOf(String key, @Nullable String before, String wanted) {
    String note = TextTry.after(before, wanted).note(Instant.now(), firstPause);
    TextTry.due(note, wanted).ifPresent(due -> changes.remindAt(key, due));
    return note;
  }
}
