package io.t4.catalog.indexing;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What keeps a thread from going on, told to the log once. Safe for use from many threads. */
final class Trouble {
  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

  private volatile @Nullable String reason;

  /** It can't go on. */
  void report(String what, Throwable cause) {
    if (!what.equals(reason)) {
      LOG.warn("{}", what);
      LOG.debug("because of", cause);
    }
    reason = what;
  }

  /** It goes on. */
  void clear() {
    reason = null;
  }

  /** Why it doesn't go on; null if it does. */
  @Nullable String reason() {
    return reason;
  }
}
