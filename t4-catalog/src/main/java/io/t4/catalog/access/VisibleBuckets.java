package io.t4.catalog.access;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.buckets.ServedBuckets;
import java.util.Collection;
import org.springframework.stereotype.Component;

/** The buckets that whoever sends the present request may see. Thread safe. */
@Component
public class VisibleBuckets {
  private final ServedBuckets buckets;

  VisibleBuckets(ServedBuckets buckets) {
    this.buckets = buckets;
  }

  /** All of them. */
  public Collection<ServedBucket> all() {
    return buckets.all();
  }

  /**
   * One of them.
   *
   * @param idOrName as in paths, or as clients call it
   * @throws UnknownBucketException if there is none
   */
  public ServedBucket get(String idOrName) {
    return buckets.find(idOrName).orElseThrow(() -> new UnknownBucketException(idOrName));
  }

  /** One of them whose indexing may be steered. */
  public ServedBucket administered(String idOrName) {
    return get(idOrName);
  }
}
