package io.t4.storage;

import java.io.IOException;

/**
 * What a {@link SupportsWatching watched} store tells: where to look again, not what is there. By
 * the time it arrives the object may have changed once more, or be as it was before.
 */
public sealed interface Change {

  /**
   * An object was written or deleted, or its metadata changed.
   *
   * @param key ends in {@code /} for the marker of a directory
   */
  record ObjectChanged(String key) implements Change {}

  /**
   * Any of the objects whose keys begin with the prefix may have come, changed or gone: a directory
   * was made, moved or removed, or changes came faster than they could be told.
   *
   * @param prefix empty, for the whole bucket, or ending in {@code /}
   */
  record DirectoryChanged(String prefix) implements Change {}

  /**
   * Nothing more will be told; the watch has closed itself. Not told when it is closed by its
   * owner.
   *
   * @param reason names the directory, and what to do before watching again
   */
  record WatchEnded(IOException reason) implements Change {}
}
