package io.t4.catalog.buckets;

import io.t4.catalog.index.BucketIndex;
import io.t4.catalog.index.SearchIndexes;
import io.t4.catalog.indexing.IndexingEngine;
import io.t4.catalog.settings.CatalogSettings;
import io.t4.error.InvalidInputException;
import io.t4.session.T4Session;
import io.t4.storage.Location;
import io.t4.storage.ObjectStore;
import java.util.LinkedHashMap;
import java.util.Map;

/** Opens buckets to be indexed. */
public final class ServedBucketsFactory {
  private final T4Session session;
  private final SearchIndexes indexes;
  private final IndexingEngine engine;

  /**
   * @param engine is closed with the buckets
   */
  public ServedBucketsFactory(T4Session session, SearchIndexes indexes, IndexingEngine engine) {
    this.session = session;
    this.indexes = indexes;
    this.engine = engine;
  }

  /**
   * Opens the buckets that the settings name.
   *
   * @throws InvalidInputException if one is no bucket's URI, or named twice, or there are settings
   *     of one that isn't served
   */
  public ServedBuckets open(CatalogSettings settings) {
    Map<String, ServedBucket> buckets = new LinkedHashMap<>();
    for (String uri : settings.buckets()) {
      Location location = location(uri);
      ServedBucket bucket = open(location);
      if (buckets.put(bucket.id(), bucket) != null) {
        throw new InvalidInputException("the bucket '" + uri + "' is named twice");
      }
    }
    for (CatalogSettings.BucketSettings own : settings.bucketSettings()) {
      if (buckets.values().stream().noneMatch(bucket -> own.areOf(bucket.location()))) {
        throw new InvalidInputException(
            "there are settings of '%s' in t4.catalog.bucket-settings, but it is not served; name it in t4.catalog.buckets, too"
                .formatted(own.bucket()));
      }
    }
    return new ServedBuckets(buckets, engine);
  }

  /**
   * The bucket that a URI names.
   *
   * @throws InvalidInputException if it names none, or an object
   */
  public static Location location(String uri) {
    Location location = Location.parse(uri);
    if (!location.key().isEmpty()) {
      throw new InvalidInputException(
          "'%s' names an object; a catalog serves whole buckets, such as %s"
              .formatted(uri, location.withoutKey()));
    }
    return location;
  }

  private ServedBucket open(Location location) {
    ObjectStore store = session.store(location);
    BucketIndex index = indexes.open(location.toString());
    return new ServedBucket(location, store, index, engine.indexing(location, store, index));
  }
}
