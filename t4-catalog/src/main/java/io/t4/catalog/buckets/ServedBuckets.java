package io.t4.catalog.buckets;

import io.t4.catalog.indexing.BucketIndexing;
import io.t4.catalog.indexing.IndexingEngine;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.DisposableBean;

/** The buckets of this catalog, in the order in which they were named. Thread safe. */
public final class ServedBuckets implements DisposableBean {
  private final Map<String, ServedBucket> byId;
  private final IndexingEngine engine;

  ServedBuckets(Map<String, ServedBucket> byId, IndexingEngine engine) {
    this.byId = Collections.unmodifiableMap(new LinkedHashMap<>(byId));
    this.engine = engine;
  }

  /** All of them. */
  public Collection<ServedBucket> all() {
    return byId.values();
  }

  /** By the id that stands in paths, by the name that clients use, or by the URI. */
  public Optional<ServedBucket> find(String named) {
    return Optional.ofNullable(byId.get(named))
        .or(
            () ->
                byId.values().stream()
                    .filter(bucket -> bucket.name().equals(named) || bucket.uri().equals(named))
                    .findFirst());
  }

  @Override
  public void destroy() {
    byId.values().stream().map(ServedBucket::indexing).forEach(BucketIndexing::close);
    engine.close();
  }
}
