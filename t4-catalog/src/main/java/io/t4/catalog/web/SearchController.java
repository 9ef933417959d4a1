package io.t4.catalog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.BucketDescription;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.query.Composed;
import io.t4.catalog.query.Field;
import io.t4.catalog.search.FacetedSearch;
import io.t4.catalog.search.PackageSearchRequest;
import io.t4.catalog.search.SearchRequest;
import io.t4.catalog.search.SearchSort;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
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
   * @param sort {@code relevance} or {@code newest}
   * @param all among which are those that may be there several times. They are taken as they are:
   *     Spring would take one apart at its commas
   */
  @Operation(summary = "Search in several buckets, with facets")
  @BucketsAndFacets
  @GetMapping("/api/search")
  ObjectNode search(
      @Parameter(description = "a query, in the language that docs/search.md describes")
          @RequestParam(defaultValue = "*")
          String q,
      @Parameter(description = "how many hits; at most 1,000, and at most 10,000 with from")
          @RequestParam(defaultValue = "20")
          int size,
      @Parameter(description = "after how many hits they begin") @RequestParam(defaultValue = "0")
          int from,
      @Parameter(
              description = "best matches first, or newest objects",
              schema = @Schema(allowableValues = {"relevance", "newest"}))
          @RequestParam(defaultValue = "relevance")
          String sort,
      @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> all) {
    return search.search(
        searched(all), SearchRequest.of(q, size, from, SearchSort.of(sort)), facets(all));
  }

  /**
   * Searches for packages.
   *
   * @param q in the query language; absent for everything
   * @param sort {@code relevance} or {@code newest}
   * @param after the array {@code sort} of the hit to go on after; absent for the first page
   * @param all among which are those that may be there several times, as for objects
   */
  @Operation(summary = "Search for packages in several buckets, with facets")
  @BucketsAndFacets
  @GetMapping("/api/packages/search")
  ObjectNode searchPackages(
      @Parameter(description = "a query, in the language that docs/search.md describes")
          @RequestParam(defaultValue = "*")
          String q,
      @Parameter(description = "how many hits; at most 1,000, and at most 10,000 with from")
          @RequestParam(defaultValue = "20")
          int size,
      @Parameter(description = "after how many hits they begin") @RequestParam(defaultValue = "0")
          int from,
      @Parameter(
              description = "best matches first, or what was published last",
              schema = @Schema(allowableValues = {"relevance", "newest"}))
          @RequestParam(defaultValue = "relevance")
          String sort,
      @Parameter(description = "the array sort of the hit to go on after, as JSON")
          @RequestParam(required = false)
          @Nullable String after,
      @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> all) {
    return search.searchPackages(
        searched(all),
        new PackageSearchRequest(q, size, from, SearchSort.of(sort), after),
        facets(all));
  }

  private Collection<ServedBucket> searched(MultiValueMap<String, String> all) {
    return buckets.chosen(all.getOrDefault("bucket", List.of()));
  }

  private static List<String> facets(MultiValueMap<String, String> all) {
    return all.getOrDefault("facet", List.of()).stream()
        .map(SearchController::metadataField)
        .distinct()
        .toList();
  }

  /** As the index has it; queries name a field in full, so a facet may be named so, too. */
  private static String metadataField(String named) {
    String inFull = Field.USER_META.label() + ".";
    return Composed.of(named.startsWith(inFull) ? named.substring(inFull.length()) : named);
  }

  /** Where indexing stands, of each bucket that may be seen. */
  @Operation(summary = "Where the indexing of the buckets you see stands")
  @GetMapping("/api/status")
  Map<String, Object> status() {
    return Map.of("buckets", buckets.all().stream().map(BucketDescription::of).toList());
  }
}
