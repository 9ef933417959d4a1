package io.t4.catalog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.search.FacetedSearch;
import io.t4.catalog.search.SearchRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Search over several buckets, with facets. */
@RestController
final class SearchController {
  private final VisibleBuckets buckets;
  private final FacetedSearch search;

  SearchController(VisibleBuckets buckets, FacetedSearch search) {
    this.buckets = buckets;
    this.search = search;
  }

  /**
   * Searches.
   *
   * @param q in the query language; absent for everything
   * @param bucket ids or names; absent for all that may be seen
   * @param sort {@code relevance} or {@code newest}
   * @param facet fields of the user metadata whose values are counted
   */
  @Operation(summary = "Search in several buckets, with facets")
  @GetMapping("/api/search")
  ObjectNode search(
      @RequestParam(defaultValue = "*") String q,
      @RequestParam(required = false) @Nullable List<String> bucket,
      @RequestParam(defaultValue = "20") int size,
      @RequestParam(defaultValue = "0") int from,
      @RequestParam(defaultValue = "relevance") String sort,
      @RequestParam(required = false) @Nullable List<String> facet) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("query", Map.of("query_string", Map.of("query", q)));
    body.put("size", size);
    body.put("from", from);
    if (sort.equals("newest")) {
      body.put("sort", List.of(Map.of("updated", "desc")));
    }
    List<ServedBucket> searched =
        bucket == null ? List.copyOf(buckets.all()) : bucket.stream().map(buckets::get).toList();
    return search.search(
        searched,
        SearchRequest.of(JsonMapper.shared().valueToTree(body)),
        facet == null ? List.of() : facet);
  }

  /** Where indexing stands, of each bucket that may be seen. */
  @Operation(summary = "Where the indexing of the buckets you see stands")
  @GetMapping("/api/status")
  Map<String, Object> status() {
    return Map.of("buckets", buckets.all().stream().map(BucketDescription::of).toList());
  }
}
