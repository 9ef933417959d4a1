package io.t4.catalog.web;

import io.swagger.v3.oas.annotations.Operation;
import io.t4.catalog.access.VisibleBuckets;
import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.settings.CatalogSettings;
import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** How clients find the search of a bucket: {@code config.json} and the federation it names. */
@RestController
final class FederationController {
  private static final String FEDERATION = "/federations/default.json";

  /** What clients take where nothing else is known; buckets of other servers have no region. */
  private static final String DEFAULT_REGION = "us-east-1";

  private final VisibleBuckets buckets;
  private final CatalogSettings settings;

  FederationController(VisibleBuckets buckets, CatalogSettings settings) {
    this.buckets = buckets;
    this.settings = settings;
  }

  @Operation(summary = "Where clients begin")
  @GetMapping("/config.json")
  Map<String, Object> config() {
    return Map.of("federations", List.of(FEDERATION));
  }

  @Operation(summary = "The buckets you see, and where they are searched")
  @GetMapping(FEDERATION)
  Map<String, Object> federation(HttpServletRequest request) {
    String base = ServletUriComponentsBuilder.fromContextPath(request).build().toUriString();
    return Map.of("buckets", buckets.all().stream().map(bucket -> describe(bucket, base)).toList());
  }

  private Map<String, Object> describe(ServedBucket bucket, String base) {
    CatalogSettings.BucketSettings own = settings.of(bucket.location());
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("name", bucket.name());
    description.put("title", Objects.requireNonNullElse(own.title(), bucket.name()));
    description.put("icon", own.icon());
    description.put("description", own.description());
    description.put("region", DEFAULT_REGION);
    description.put("searchEndpoint", base + "/api/buckets/" + bucket.id());
    return description;
  }
}
