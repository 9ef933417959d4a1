package io.t4.storage;

import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/** A store that can tell when something changes in it, whoever changes it. */
public interface SupportsWatching {

  /**
   * Tells of every change that begins after this method has returned, and perhaps of some before.
   *
   * <p>Nothing is missed: a change that can't be told by itself is covered by a {@link
   * Change.DirectoryChanged}. The same change may be told several times, as a file that is written
   * bit by bit is. To keep a copy of the bucket's state, start watching first, then list.
   *
   * @param consumer called by one thread at a time, in the order of the changes of one directory.
   *     It should only note what it is told: while it works, changes pile up, and many become a
   *     {@link Change.DirectoryChanged}. What it throws is logged, and watching goes on
   * @return to be closed; after that at most the call that is under way is finished
   * @throws NoSuchBucketException if there is no such bucket
   * @throws IOException if the bucket can't be watched; the message says which limit of the system
   *     to raise
   */
  Watch watch(Consumer<Change> consumer) throws IOException;

  /** Watching that goes on until it is closed, or ends by itself. */
  interface Watch extends Closeable {
    /** Ends it. May be called more than once, by any thread. */
    @Override
    void close() throws IOException;
  }
}
