package io.t4.search;

import io.t4.json.Json;
import io.t4.json.JsonStyle;
import io.t4.storage.Location;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where one bucket is searched. Safe for use from many threads. */
final class SearchEndpoint {
  private static final int MAX_PAGE_BYTES = 32 << 20;
  private static final int MAX_SCHEMA_BYTES = 8 << 20;

  /** What makes the place of a hit in the order its own, so that none is between two pages. */
  private static final List<Map<String, String>> TIES =
      List.of(Map.of("key", "asc"), Map.of("version_id", "asc"));

  /** For indices of older stacks in which a key can be searched for but not be sorted by. */
  private static final List<Map<String, String>> TIES_OF_OLDER_STACKS =
      List.of(Map.of("_id", "asc"));

  private final CatalogHttp http;
  private final CatalogFailures failures;
  private final Location bucket;
  private final URI url;
  private volatile List<Map<String, String>> ties = TIES;

  SearchEndpoint(CatalogHttp http, CatalogFailures failures, Location bucket, URI url) {
    this.http = http;
    this.failures = failures;
    this.bucket = bucket;
    this.url = url;
  }

  /**
   * Asks for hits.
   *
   * @param size how many at most
   * @param start where they begin
   */
  SearchPage<SearchHit> search(String query, SearchOrder order, int size, PageStart start) {
    List<Map<String, String>> asked = ties;
    CatalogAnswer answer = ask(query, order, asked, size, start);
    if (!answer.isFine()
        && asked == TIES
        && start.last() == null
        && isAboutSorting(answer.problem())) {
      ties = TIES_OF_OLDER_STACKS;
      answer = ask(query, order, TIES_OF_OLDER_STACKS, size, start);
    }
    if (!answer.isFine()) {
      throw failures.ofSearch(bucket, query, answer);
    }
    return SearchPage.parse(answer, size);
  }

  /** The words of Elasticsearch and OpenSearch. */
  private static boolean isAboutSorting(CatalogProblem problem) {
    return problem.reason().contains("ielddata is disabled")
        || problem.reason().contains("in order to sort on");
  }

  private CatalogAnswer ask(
      String query,
      SearchOrder order,
      List<Map<String, String>> lastly,
      int size,
      PageStart start) {
    List<Map<String, String>> sort = new ArrayList<>();
    sort.add(Map.of(order == SearchOrder.NEWEST ? "updated" : "_score", "desc"));
    sort.addAll(lastly);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("query", Map.of("query_string", Map.of("default_field", "content", "query", query)));
    body.put("size", size);
    body.put("sort", sort);
    if (start.isByNumber(order, size)) {
      body.put("from", start.hits());
    } else {
      body.put("search_after", start.last());
    }
    String json = Json.write(body, JsonStyle.PYTHON_ASCII);
    return http.ask(
        url, EndpointRequest.SEARCH, json.getBytes(StandardCharsets.UTF_8), MAX_PAGE_BYTES);
  }

  /** The schema of the user's metadata; of an older stack the index's mapping of it. */
  Map<String, @Nullable Object> userMetaSchema() {
    CatalogAnswer schema = get(EndpointRequest.USER_META_SCHEMA);
    if (schema.isFine()) {
      return Collections.unmodifiableMap(schema.members().asMap());
    }
    if (schema.status() != 400 && schema.status() != 404 && schema.status() != 405) {
      throw failures.ofBucket(bucket, schema);
    }
    CatalogAnswer mapping = get(EndpointRequest.MAPPING);
    if (!mapping.isFine()) {
      // The first answer is that of a catalog that doesn't serve the bucket.
      throw failures.ofBucket(bucket, schema);
    }
    return Collections.unmodifiableMap(IndexMapping.userMeta(mapping.members()));
  }

  private CatalogAnswer get(EndpointRequest request) {
    return http.ask(url, request, new byte[0], MAX_SCHEMA_BYTES);
  }
}
