package io.t4.catalog.buckets;

import io.t4.catalog.indexing.BucketIndexing;
import io.t4.catalog.indexing.IndexingEngine;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.SmartLifecycle;

/**
 * The buckets of this catalog, in the order in which they were named. They are indexed while the
 * server runs. Thread safe.
 */
public final class ServedBuckets implements SmartLifecycle {
  private final Map<String, ServedBucket> byId;
  private final IndexingEngine engine;
  private volatile boolean running;

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

  /** Begins to index; not before the server is complete, which its threads use. */
  @Override
  public void start() {
    running = true;
    byId.values().stream().map(ServedBucket::indexing).forEach(BucketIndexing::start);
  }

  @Override
  public void stop() {
    running = false;
    // All at once, so that the end takes as long as the slowest.
    byId.values().stream().map(ServedBucket::indexing).forEach(BucketIndexing::stop);
    byId.values().stream().map(ServedBucket::indexing).forEach(BucketIndexing::close);
    engine.close();
  }

  /** Earlier than the sources of events, and so stopped later. */
  @Override
  public int getPhase() {
    return DEFAULT_PHASE - 1;
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
