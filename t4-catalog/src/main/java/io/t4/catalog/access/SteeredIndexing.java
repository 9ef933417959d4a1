package io.t4.catalog.access;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.error.NotFoundException;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * What administrators do to the indexing of a bucket; the audit log tells of it. Each throws {@link
 * UnknownBucketException} and {@link NotAllowedException} as {@link VisibleBuckets#administered}
 * does. Thread safe.
 */
@Component
public class SteeredIndexing {
  private final VisibleBuckets buckets;
  private final AuditLog audit;

  SteeredIndexing(VisibleBuckets buckets, AuditLog audit) {
    this.buckets = buckets;
    this.audit = audit;
  }

  /**
   * Asks for a comparison of a bucket with its index now.
   *
   * @param prefix of the keys that are compared; empty for all
   */
  public void compare(String id, String prefix) {
    ServedBucket bucket = buckets.administered(id);
    bucket.indexing().mayHaveChangedBelow(prefix);
    audit.done("bucket.reconcile", bucket.uri(), Map.of("prefix", prefix));
  }

  /**
   * Lets the keys that were given up be tried again.
   *
   * @return how many they are
   */
  public long replay(String id) {
    ServedBucket bucket = buckets.administered(id);
    long replayed = bucket.indexing().replayDeadLetters();
    audit.done("dead-letters.replay", bucket.uri(), Map.of("keys", replayed));
    return replayed;
  }

  /**
   * Lets a key that was given up be tried again.
   *
   * @throws NotFoundException if it was not given up
   */
  public void replay(String id, String key) {
    ServedBucket bucket = buckets.administered(id);
    if (!bucket.indexing().replayDeadLetter(key)) {
      throw new NotFoundException(
          "the key '%s' of '%s' was not given up, or is indexed meanwhile"
              .formatted(key, bucket.name()));
    }
    audit.done("dead-letters.replay", bucket.uri(), Map.of("key", key));
  }
}
