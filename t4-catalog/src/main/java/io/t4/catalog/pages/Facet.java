package io.t4.catalog.pages;

import io.t4.catalog.buckets.ServedBucket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * By what a search can be narrowed.
 *
 * @param parameter in addresses
 */
public record Facet(String title, String parameter, List<Value> values) {
  /**
   * One value.
   *
   * @param value in addresses
   */
  record Value(String value, String label, long count) {}

  static List<Facet> of(JsonNode facets, Collection<ServedBucket> buckets) {
    Map<String, ServedBucket> byName = new LinkedHashMap<>();
    buckets.forEach(bucket -> byName.put(bucket.name(), bucket));
    List<Value> ofBuckets = new ArrayList<>();
    for (JsonNode found : facets.path("bucket")) {
      ServedBucket bucket = byName.get(found.path("value").asString());
      if (bucket != null) {
        ofBuckets.add(
            new Value(bucket.id(), BucketCard.title(bucket), found.path("count").asLong()));
      }
    }
    List<Value> ofExtensions = new ArrayList<>();
    for (JsonNode found : facets.path("ext")) {
      String ext = found.path("value").asString();
      if (!ext.isEmpty()) {
        ofExtensions.add(new Value(ext, ext, found.path("count").asLong()));
      }
    }
    return List.of(
        new Facet("Bucket", "bucket", ofBuckets), new Facet("Type", "ext", ofExtensions));
  }
}
