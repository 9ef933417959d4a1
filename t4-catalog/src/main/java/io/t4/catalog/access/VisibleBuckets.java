package io.t4.catalog.access;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.buckets.ServedBuckets;
import java.util.Collection;
import org.springframework.stereotype.Component;

/** The buckets that whoever sends the present request may see. Thread safe. */
@Component
public class VisibleBuckets {
  private final ServedBuckets buckets;
  private final CurrentViewer viewer;

  VisibleBuckets(ServedBuckets buckets, CurrentViewer viewer) {
    this.buckets = buckets;
    this.viewer = viewer;
  }

  /** All of them. */
  public Collection<ServedBucket> all() {
    Viewer present = viewer.get();
    return buckets.all().stream().filter(bucket -> present.sees(bucket.uri())).toList();
  }

  /**
   * Those that are chosen, each once.
   *
   * @param idsOrNames as of {@link #get}; none chooses all
   * @throws UnknownBucketException as {@link #get}
   */
  public Collection<ServedBucket> chosen(Collection<String> idsOrNames) {
    return idsOrNames.isEmpty() ? all() : idsOrNames.stream().map(this::get).distinct().toList();
  }

  /**
   * One of them.
   *
   * @param idOrName as in paths, or as clients call it
   * @throws UnknownBucketException if there is none, or none that may be seen
   */
  public ServedBucket get(String idOrName) {
    Viewer present = viewer.get();
    return buckets
        .find(idOrName)
        .filter(bucket -> present.sees(bucket.uri()))
        .orElseThrow(() -> new UnknownBucketException(idOrName));
  }

  /**
   * One of them whose indexing may be steered.
   *
   * @throws UnknownBucketException as {@link #get}
   * @throws NotAllowedException if it is seen, but not administered
   */
  public ServedBucket administered(String idOrName) {
    ServedBucket bucket = get(idOrName);
    if (!viewer.get().isAdministrator()) {
      throw new NotAllowedException(
          "only administrators steer the indexing of '" + bucket.name() + "'");
    }
    return bucket;
  }
}
