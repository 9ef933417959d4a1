package io.t4.catalog.indexing;

import io.t4.storage.SupportsPartialListing.LeftOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a listing left out because it can't be read. That nothing is listed there is no sign that
 * nothing is there, so what is indexed of it stays. For one thread.
 */
final class UnreadableParts implements Consumer<LeftOut> {
  private static final Logger LOG = LoggerFactory.getLogger(UnreadableParts.class);

  /** A directory can have any number of them; the log needn't. */
  private static final int MOST_WARNINGS = 10;

  private final Object bucket;
  private final Set<LeftOut> warned;
  private final List<LeftOut> parts = new ArrayList<>();

  /**
   * @param bucket for the log
   * @param warned of what the log was warned already; is added to, and may be shared by threads
   */
  UnreadableParts(Object bucket, Set<LeftOut> warned) {
    this.bucket = bucket;
    this.warned = warned;
  }

  @Override
  public void accept(LeftOut part) {
    parts.add(part);
    LOG.debug("left out of {}: {}", bucket, part);
    if (warned.size() <= MOST_WARNINGS && warned.add(part)) {
      if (warned.size() <= MOST_WARNINGS) {
        LOG.warn("'{}' of {} is left out of the index: {}", part.key(), bucket, part.reason());
      } else {
        LOG.warn("more of {} is left out of the index; all is logged at the level debug", bucket);
      }
    }
  }

  /** Whether the key is of such a part. */
  boolean cover(String key) {
    return parts.stream().anyMatch(part -> part.covers(key));
  }
}
