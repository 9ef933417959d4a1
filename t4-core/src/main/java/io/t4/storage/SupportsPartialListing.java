package io.t4.storage;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * A store of which a part can be unreadable while the rest is fine, as a directory on disk is.
 *
 * <p>{@link ObjectStore#list} fails there, so that nobody takes a part for the whole: a backup, or
 * what else follows from an object not being listed. Whoever can tell the two apart, asks here.
 */
public interface SupportsPartialListing {
  /**
   * As {@link ObjectStore#list(String, String)}, but leaves out what can't be read.
   *
   * @param leftOut is told of each such part, before any key behind it is listed; called by the
   *     thread that iterates
   * @throws IOException if nothing of the bucket can be listed
   */
  Listing<ObjectSummary> listReadable(String prefix, String startAfter, Consumer<LeftOut> leftOut)
      throws IOException;

  /**
   * What was left out: there may be objects, or none.
   *
   * @param key of an object; with a {@code /} at its end, of a directory and all in it. Characters
   *     that no key can have are replaced
   * @param reason for people
   */
  record LeftOut(String key, String reason) {
    /** Whether the key is of what was left out. */
    public boolean covers(String other) {
      return ObjectKeys.isDirectory(key) ? other.startsWith(key) : other.equals(key);
    }
  }
}
