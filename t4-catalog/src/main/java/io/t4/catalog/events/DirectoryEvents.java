package io.t4.catalog.events;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.buckets.ServedBuckets;
import io.t4.storage.Change;
import io.t4.storage.SupportsWatching;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Watches the directories that are served as buckets. */
@Component
final class DirectoryEvents implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(DirectoryEvents.class);

  private final ServedBuckets buckets;
  private final List<Closeable> watches = new ArrayList<>();

  DirectoryEvents(ServedBuckets buckets) {
    this.buckets = buckets;
  }

  @Override
  public synchronized void start() {
    for (ServedBucket bucket : buckets.all()) {
      if (bucket.store() instanceof SupportsWatching watching) {
        watch(bucket, watching);
      }
    }
  }

  private void watch(ServedBucket bucket, SupportsWatching watching) {
    try {
      watches.add(watching.watch(change -> tell(bucket, change)));
      // What changed while the directory was listed but not yet watched.
      bucket.indexing().compareSoon();
    } catch (IOException e) {
      // Comparisons find the changes too, only later.
      LOG.warn("{} is not watched: {}", bucket.uri(), e.getMessage());
    }
  }

  private static void tell(ServedBucket bucket, Change change) {
    if (change instanceof Change.ObjectChanged object) {
      bucket.indexing().mayHaveChanged(object.key());
    } else if (change instanceof Change.DirectoryChanged directory) {
      bucket.indexing().mayHaveChangedBelow(directory.prefix());
    } else if (change instanceof Change.WatchEnded end) {
      LOG.warn("{} is not watched any more: {}", bucket.uri(), end.reason().getMessage());
      bucket.indexing().eventsEnded();
    }
  }

  @Override
  public synchronized void stop() {
    for (Closeable watch : watches) {
      try {
        watch.close();
      } catch (IOException e) {
        LOG.debug("cannot stop watching", e);
      }
    }
    watches.clear();
  }

  @Override
  public synchronized boolean isRunning() {
    return !watches.isEmpty();
  }
}
