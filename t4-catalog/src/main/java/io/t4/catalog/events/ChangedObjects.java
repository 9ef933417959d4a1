package io.t4.catalog.events;

import io.t4.catalog.buckets.ServedBuckets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Passes on what events say to the indexing of the buckets. Safe for use from many threads. */
@Component
public class ChangedObjects {
  private static final Logger LOG = LoggerFactory.getLogger(ChangedObjects.class);

  private final ServedBuckets buckets;

  ChangedObjects(ServedBuckets buckets) {
    this.buckets = buckets;
  }

  /**
   * Passes on a message about objects; those in buckets that aren't served are left out.
   *
   * @return completed when the index has what the buckets have then, or the keys were given up
   * @throws IllegalArgumentException if the message is not about S3
   */
  public CompletableFuture<Void> notified(String message) {
    List<ChangedObject> objects = S3Notification.read(message);
    LOG.debug("told of {}", objects);
    return CompletableFuture.allOf(
        objects.stream()
            .flatMap(
                object ->
                    buckets.find(object.bucket()).stream()
                        .map(bucket -> bucket.indexing().changed(object.key())))
            .toArray(CompletableFuture<?>[]::new));
  }
}
