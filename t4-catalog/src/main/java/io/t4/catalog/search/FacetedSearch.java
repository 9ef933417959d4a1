package io.t4.catalog.search;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.index.BucketIndex;
import io.t4.catalog.index.SearchIndexes;
import io.t4.catalog.query.Field;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Searches for objects and packages over several buckets, with facets. Safe for use from many
 * threads.
 */
public final class FacetedSearch {
  private static final int FACET_VALUES = 50;

  /** The most fields of the user metadata whose values are counted. */
  static final int MAX_FIELDS = 20;

  /** No longer path is indexed. */
  private static final int MAX_FIELD = 512;

  /** Longer lists of indexes don't fit into the line of a request everywhere. */
  private static final int MAX_NAMES = 1_000;

  private static final List<String> OBJECT_FACETS = List.of("bucket", "ext", "size", "updated");
  private static final List<String> PACKAGE_FACETS =
      List.of("bucket", "workflow", "size", "updated");
  private static final String FIELDS = "fields";
  private static final String VALUES = "values";
  private static final String USER_META = Field.USER_META.label() + ".";
  private static final long KIB = 1024;

  private static final JsonNode NOTHING_FOUND =
      JsonMapper.shared()
          .readTree(
              "{'took':0,'timed_out':false,'hits':{'total':{'value':0,'relation':'eq'},'hits':[]}}"
                  .replace('\'', '"'));

  private final SearchIndexes indexes;

  public FacetedSearch(SearchIndexes indexes) {
    this.indexes = indexes;
  }

  /**
   * Searches.
   *
   * @param buckets none finds nothing
   * @param metadataFields of which values are counted, without {@code user_meta.}
   * @return the answer of {@link SearchService#search}, each hit with the name of its bucket, and
   *     {@code facets}: counts by bucket, extension, size, time and user metadata
   * @throws InvalidSearchException if the query is malformed, or there are too many fields
   */
  public ObjectNode search(
      Collection<ServedBucket> buckets, SearchRequest request, List<String> metadataFields) {
    JsonNode engine =
        engine(buckets, SearchService.body(request), OBJECT_FACETS, metadataFields, "several");
    Map<String, String> names = names(buckets);
    ObjectNode answer = SearchAnswer.of(engine, names);
    answer.set("facets", facets(engine, OBJECT_FACETS, names, metadataFields));
    return answer;
  }

  /**
   * Searches for packages.
   *
   * @param buckets none finds nothing
   * @param metadataFields of which values are counted, without {@code user_meta.}
   * @return as {@link #search}, each hit with the name of its bucket and the URI of its registry;
   *     {@code facets} count by bucket, workflow, size, time and user metadata
   * @throws InvalidSearchException if the query is malformed, or there are too many fields
   */
  public ObjectNode searchPackages(
      Collection<ServedBucket> buckets, PackageSearchRequest request, List<String> metadataFields) {
    JsonNode engine = engine(buckets, request.body(), PACKAGE_FACETS, metadataFields, "packages");
    Map<String, ServedBucket> byIndex = new LinkedHashMap<>();
    buckets.forEach(bucket -> byIndex.put(bucket.index().name(), bucket));
    ObjectNode answer = SearchAnswer.ofPackages(engine, byIndex);
    answer.set("facets", facets(engine, PACKAGE_FACETS, names(buckets), metadataFields));
    return answer;
  }

  private JsonNode engine(
      Collection<ServedBucket> buckets,
      Map<String, Object> body,
      List<String> facets,
      List<String> metadataFields,
      String scope) {
    check(metadataFields);
    body.put("aggs", aggregations(facets, metadataFields));
    List<BucketIndex> searched = buckets.stream().map(ServedBucket::index).toList();
    // The engine would take no index for all of them.
    return searched.isEmpty()
        ? NOTHING_FOUND
        : SearchTimer.time(scope, () -> search(searched, body));
  }

  /** The names of buckets by those of their indexes. */
  private static Map<String, String> names(Collection<ServedBucket> buckets) {
    Map<String, String> names = new LinkedHashMap<>();
    buckets.forEach(bucket -> names.put(bucket.index().name(), bucket.name()));
    return names;
  }

  private static void check(List<String> metadataFields) {
    if (metadataFields.size() > MAX_FIELDS) {
      throw new InvalidSearchException(
          "'facet' is there %d times; %d at the most are counted"
              .formatted(metadataFields.size(), MAX_FIELDS));
    }
    for (String field : metadataFields) {
      if (field.isEmpty() || field.length() > MAX_FIELD) {
        throw new InvalidSearchException(
            "'facet' must be a field of the user metadata, of 1 to %d characters, not %d"
                .formatted(MAX_FIELD, field.length()));
      }
    }
  }

  /** Many indexes are asked for by what their names have in common, and filtered. */
  private JsonNode search(List<BucketIndex> searched, Map<String, Object> body) {
    List<String> names = searched.stream().map(BucketIndex::name).toList();
    if (String.join(",", names).length() <= MAX_NAMES) {
      return indexes.search(searched, body);
    }
    Map<String, Object> filtered = new LinkedHashMap<>(body);
    Map<String, Object> ofThese = Map.of("terms", Map.of("_index", names));
    filtered.put(
        "query",
        Map.of(
            "bool",
            Map.of(
                "must",
                List.of(Objects.requireNonNull(body.get("query"))),
                "filter",
                List.of(ofThese))));
    return indexes.searchAll(filtered);
  }

  private static Map<String, Object> aggregations(
      List<String> facets, List<String> metadataFields) {
    Map<String, Object> aggregations = new LinkedHashMap<>();
    facets.forEach(facet -> aggregations.put(facet, aggregation(facet)));
    aggregations.put(FIELDS, terms("meta_fields"));
    if (!metadataFields.isEmpty()) {
      aggregations.put(VALUES, values(metadataFields));
    }
    return aggregations;
  }

  private static Map<String, Object> aggregation(String facet) {
    return switch (facet) {
      case "bucket" -> terms("_index");
      case "size" -> Map.of("range", Map.of("field", "size", "ranges", sizes()));
      case "updated" ->
          Map.of(
              "auto_date_histogram",
              Map.of("field", "updated", "buckets", FACET_VALUES, "format", "strict_date_time"));
      default -> terms(facet);
    };
  }

  private static Map<String, Object> values(List<String> metadataFields) {
    Map<String, Object> ofFields = new LinkedHashMap<>();
    for (int i = 0; i < metadataFields.size(); i++) {
      Map<String, Object> values =
          Map.of(
              "values",
              terms("meta_values.keyword"),
              "numbers",
              Map.of("stats", Map.of("field", "meta_values.number")),
              "dates",
              Map.of("stats", Map.of("field", "meta_values.date")));
      Map<String, Object> ofField =
          Map.of("term", Map.of("meta_values.path", USER_META + metadataFields.get(i)));
      // Not by its name, in which the engine takes no '>' and no brackets.
      ofFields.put(Integer.toString(i), Map.of("filter", ofField, "aggs", values));
    }
    return Map.of("nested", Map.of("path", "meta_values"), "aggs", ofFields);
  }

  private static List<Map<String, Object>> sizes() {
    return List.of(
        Map.of("key", "up to 1 KiB", "to", KIB),
        Map.of("key", "1 KiB to 1 MiB", "from", KIB, "to", KIB * KIB),
        Map.of("key", "1 MiB to 1 GiB", "from", KIB * KIB, "to", KIB * KIB * KIB),
        Map.of("key", "over 1 GiB", "from", KIB * KIB * KIB));
  }

  private static Map<String, Object> terms(String field) {
    return Map.of("terms", Map.of("field", field, "size", FACET_VALUES));
  }

  private static ObjectNode facets(
      JsonNode engine,
      List<String> names,
      Map<String, String> bucketNames,
      List<String> metadataFields) {
    JsonNode aggregations = engine.path("aggregations");
    ObjectNode facets = JsonNodeFactory.instance.objectNode();
    for (String name : names) {
      counts(facets.putArray(name), aggregations.path(name), bucketNames);
    }
    ObjectNode userMeta = facets.putObject("user_meta");
    counts(userMeta.putArray("fields"), aggregations.path(FIELDS), Map.of());
    ObjectNode values = userMeta.putObject("values");
    for (int i = 0; i < metadataFields.size(); i++) {
      ObjectNode field = values.putObject(metadataFields.get(i));
      JsonNode found = aggregations.path(VALUES).path(Integer.toString(i));
      counts(field.putArray("values"), found.path("values"), Map.of());
      range(field, "numbers", found.path("numbers"), "min", "max");
      range(field, "dates", found.path("dates"), "min_as_string", "max_as_string");
    }
    return facets;
  }

  private static void range(
      ObjectNode field, String name, JsonNode stats, String lowest, String highest) {
    if (stats.path("count").asLong() > 0) {
      ObjectNode range = field.putObject(name);
      range.set("count", stats.path("count"));
      range.set("min", stats.path(lowest));
      range.set("max", stats.path(highest));
    }
  }

  private static void counts(ArrayNode counts, JsonNode found, Map<String, String> names) {
    for (JsonNode bucket : found.path("buckets")) {
      long count = bucket.path("doc_count").asLong();
      if (count > 0) {
        JsonNode key =
            bucket.has("key_as_string") ? bucket.path("key_as_string") : bucket.path("key");
        String value = key.asString();
        counts.addObject().put("value", names.getOrDefault(value, value)).put("count", count);
      }
    }
  }
}
