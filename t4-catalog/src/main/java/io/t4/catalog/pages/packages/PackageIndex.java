package io.t4.catalog.pages.packages;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.index.PackageDocument;
import io.t4.catalog.index.SearchEngineException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the index knows of the packages of a bucket: one document for each pointer.
 *
 * @param bucket whose index it is
 */
record PackageIndex(ServedBucket bucket) {
  private static final List<String> RETURNED =
      List.of("name", "pointer", "top_hash", "last_modified", "message", "entries", "size");

  static PackageIndex of(ServedBucket bucket) {
    return new PackageIndex(bucket);
  }

  /** Whether it has any. */
  boolean isEmpty() {
    Map<String, Object> body =
        Map.of("size", 1, "query", filter(List.of()), "_source", List.of("name"));
    return hits(bucket.index().search(body)).isEmpty();
  }

  /**
   * The latest revisions of packages, by name.
   *
   * @param starts what names begin with
   * @param after the name after which they begin; empty for the beginning
   */
  List<PackageRow> packages(String starts, String after, int most) {
    List<Object> conditions = new ArrayList<>();
    conditions.add(term("latest", true));
    if (!starts.isEmpty()) {
      conditions.add(Map.of("prefix", Map.of("name", starts)));
    }
    List<JsonNode> found =
        hits(bucket.index().search(page(conditions, "name", "asc", after, most)));
    Map<String, Long> revisions =
        revisions(found.stream().map(hit -> hit.path("name").asString()).toList());
    return found.stream()
        .map(
            hit -> {
              String name = hit.path("name").asString();
              return new PackageRow(
                  name, revisions.get(name), published(hit), PackageRow.message(hit));
            })
        .toList();
  }

  /** How many revisions were published, by the name of the package. */
  private Map<String, Long> revisions(List<String> names) {
    Map<String, Long> counts = new HashMap<>();
    if (names.isEmpty()) {
      return counts;
    }
    names.forEach(name -> counts.put(name, 0L));
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("size", 0);
    body.put(
        "query", filter(List.of(term("latest", false), Map.of("terms", Map.of("name", names)))));
    body.put(
        "aggs", Map.of("names", Map.of("terms", Map.of("field", "name", "size", names.size()))));
    for (JsonNode found :
        bucket.index().search(body).path("aggregations").path("names").path("buckets")) {
      counts.put(found.path("key").asString(), found.path("doc_count").asLong());
    }
    return counts;
  }

  /**
   * The revisions of a package, the one published last first.
   *
   * @param before the pointer before which they begin; empty for the newest
   */
  List<RevisionRow> revisions(String name, String before, int most) {
    List<Object> conditions = List.of(term("latest", false), term("name", name));
    return hits(bucket.index().search(page(conditions, "pointer", "desc", before, most))).stream()
        .map(
            hit ->
                new RevisionRow(
                    hit.path("pointer").asString(),
                    published(hit),
                    hit.path("top_hash").asString(),
                    PackageRow.message(hit),
                    hit.path("entries").asLong(),
                    hit.path("size").asLong()))
        .toList();
  }

  /** When a revision was published last; empty if that is not known. */
  Optional<Instant> published(String name, String topHash) {
    List<Object> conditions =
        List.of(term("latest", false), term("name", name), term("top_hash", topHash));
    try {
      return hits(bucket.index().search(page(conditions, "pointer", "desc", "", 1))).stream()
          .findFirst()
          .map(PackageIndex::published);
    } catch (SearchEngineException e) {
      return Optional.empty();
    }
  }

  private static Instant published(JsonNode hit) {
    return Instant.parse(hit.path("last_modified").asString());
  }

  private static Map<String, Object> page(
      List<Object> conditions, String sort, String direction, String after, int most) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("size", most);
    body.put("query", filter(conditions));
    body.put("sort", List.of(Map.of(sort, direction)));
    body.put("_source", RETURNED);
    body.put("track_total_hits", false);
    if (!after.isEmpty()) {
      body.put("search_after", List.of(after));
    }
    return body;
  }

  private static Map<String, Object> term(String field, Object value) {
    return Map.of("term", Map.of(field, value));
  }

  private static Map<String, Object> filter(List<Object> conditions) {
    List<Object> all = new ArrayList<>(conditions);
    all.add(PackageDocument.IS_PACKAGE);
    return Map.of("bool", Map.of("filter", all));
  }

  private static List<JsonNode> hits(JsonNode answer) {
    List<JsonNode> sources = new ArrayList<>();
    answer.path("hits").path("hits").forEach(hit -> sources.add(hit.path("_source")));
    return sources;
  }
}
