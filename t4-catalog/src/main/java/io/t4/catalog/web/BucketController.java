package io.t4.catalog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.t4.catalog.access.SteeredIndexing;
import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.BucketDescription;
import io.t4.catalog.database.DeadLetter;
import io.t4.catalog.database.DeadLetters;
import io.t4.catalog.search.MetadataSchema;
import io.t4.catalog.search.SearchRequest;
import io.t4.catalog.search.SearchService;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One bucket: its search in the form of T4's clients, its state, its failures. */
@RestController
@RequestMapping("/api/buckets")
final class BucketController {
  private static final int MOST_LETTERS = 1_000;

  private final VisibleBuckets buckets;
  private final DeadLetters deadLetters;
  private final SteeredIndexing indexing;

  BucketController(VisibleBuckets buckets, DeadLetters deadLetters, SteeredIndexing indexing) {
    this.buckets = buckets;
    this.deadLetters = deadLetters;
    this.indexing = indexing;
  }

  @Operation(summary = "The buckets you see")
  @GetMapping
  List<BucketDescription> all() {
    return buckets.all().stream().map(BucketDescription::of).toList();
  }

  @Operation(summary = "One bucket, and where its indexing stands")
  @GetMapping("/{id}")
  BucketDescription one(@PathVariable String id) {
    return BucketDescription.of(buckets.get(id));
  }

  @Operation(
      summary = "Search in one bucket, as the clients of T4 do",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = @Content(schema = @Schema(ref = SearchBody.REFERENCE))))
  @PostMapping("/{id}/drive/_search")
  ObjectNode search(@PathVariable String id, @RequestBody JsonNode request) {
    return SearchService.search(buckets.get(id), SearchRequest.of(request));
  }

  @Operation(summary = "What user metadata the objects of a bucket have")
  @GetMapping("/{id}/user-meta-schema")
  ObjectNode userMetaSchema(@PathVariable String id) {
    return MetadataSchema.of(buckets.get(id));
  }

  /** Asks for a comparison of the bucket with its index now. */
  @Operation(summary = "Compare the bucket with its index now")
  @PostMapping("/{id}/reconcile")
  Map<String, Object> reconcile(@PathVariable String id) {
    indexing.compare(id, "");
    return Map.of("reconcile", "asked for");
  }

  @Operation(summary = "The keys that could not be indexed")
  @GetMapping("/{id}/dead-letters")
  List<DeadLetter> deadLetters(
      @PathVariable String id,
      @RequestParam(defaultValue = "") String after,
      @RequestParam(defaultValue = "100") int size) {
    int most = Math.min(Math.max(size, 1), MOST_LETTERS);
    return deadLetters.list(buckets.get(id).uri(), after, most);
  }

  /** Tries the keys that were given up again. */
  @Operation(summary = "Try the keys again that could not be indexed")
  @PostMapping("/{id}/dead-letters/replay")
  Map<String, Object> replay(@PathVariable String id) {
    return Map.of("replayed", indexing.replay(id));
  }
}
