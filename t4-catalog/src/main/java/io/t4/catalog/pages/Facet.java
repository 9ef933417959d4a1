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
    return List.of(ofBuckets(facets, buckets), ofValues("Type", "ext", facets.path("ext")));
  }

  /** Those of a search for packages. */
  public static List<Facet> ofPackages(JsonNode facets, Collection<ServedBucket> buckets) {
    return List.of(
        ofBuckets(facets, buckets), ofValues("Workflow", "workflow", facets.path("workflow")));
  }

  private static Facet ofBuckets(JsonNode facets, Collection<ServedBucket> buckets) {
    Map<String, ServedBucket> byName = new LinkedHashMap<>();
    buckets.forEach(bucket -> byName.put(bucket.name(), bucket));
    List<Value> values = new ArrayList<>();
    for (JsonNode found : facets.path("bucket")) {
      ServedBucket bucket = byName.get(found.path("value").asString());
      if (bucket != null) {
        values.add(new Value(bucket.id(), BucketCard.title(bucket), found.path("count").asLong()));
      }
    }
    return new Facet("Bucket", "bucket", values);
  }

  private static Facet ofValues(String title, String parameter, JsonNode counted) {
    List<Value> values = new ArrayList<>();
    for (JsonNode found : counted) {
      String value = found.path("value").asString();
      if (!value.isEmpty()) {
        values.add(new Value(value, value, found.path("count").asLong()));
      }
    }
    return new Facet(title, parameter, values);
  }
}
