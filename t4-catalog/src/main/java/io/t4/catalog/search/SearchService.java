package io.t4.catalog.search;

import io.t4.catalog.buckets.ServedBucket;
import io.t4.catalog.index.ObjectDocument;
import io.t4.catalog.query.ParsedQuery;
import io.t4.catalog.query.QueryLanguage;
import io.t4.catalog.query.QuerySyntaxException;
import io.t4.catalog.query.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Searches in one bucket, in the form of T4's clients. Safe for use from many threads. */
public final class SearchService {
  /** The engine gives what it has found by then, marked as timed out. */
  static final String TIMEOUT = "5s";

  private static final List<String> RETURNED =
      List.of(
          "key",
          "version_id",
          "type",
          "user_meta",
          "system_meta",
          "size",
          "excerpt",
          "updated",
          "last_modified",
          "etag",
          "ext",
          "latest",
          "delete_marker",
          "content_state",
          "content_detail",
          "tags");

  private SearchService() {}

  /**
   * Searches.
   *
   * @return OpenSearch's form of an answer, with {@code took}, {@code timed_out} and {@code hits}
   * @throws InvalidSearchException if the query is malformed
   */
  public static ObjectNode search(ServedBucket bucket, SearchRequest request) {
    Map<String, Object> body = body(request);
    return SearchAnswer.of(SearchTimer.time("one", () -> bucket.index().search(body)), Map.of());
  }

  /**
   * The engine's form of a search.
   *
   * @throws InvalidSearchException if the query is malformed
   */
  static Map<String, Object> body(SearchRequest request) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("query", restricted(request));
    body.put("size", request.size());
    body.put("sort", request.engineSort());
    body.put("track_scores", true);
    body.put("track_total_hits", true);
    body.put("_source", RETURNED);
    body.put("timeout", TIMEOUT);
    if (request.size() > 0) {
      body.put(
          "highlight",
          Highlighting.of(
              request.size(),
              Map.of("text", Map.of(), "meta_text", Map.of(), "key_text", SearchAnswer.WHOLE_KEY)));
    }
    if (request.searchAfter() == null) {
      body.put("from", request.from());
    } else {
      body.put("search_after", request.searchAfter());
    }
    return body;
  }

  /**
   * Reads a query.
   *
   * @throws InvalidSearchException if it is malformed
   */
  static ParsedQuery parse(String query, String defaultField, Subject subject) {
    try {
      return QueryLanguage.parse(query, defaultField, subject);
    } catch (QuerySyntaxException e) {
      throw new InvalidSearchException(String.valueOf(e.getMessage()), e.position(), e);
    }
  }

  /**
   * Current objects only, unless the query is about versions; and none of those that manage
   * packages, unless it names them: their metadata and hashes match too much.
   */
  private static Object restricted(SearchRequest request) {
    ParsedQuery query = parse(request.query(), request.defaultField(), Subject.OBJECTS);
    List<Object> filter = new ArrayList<>();
    filter.add(query.allVersions() ? ObjectDocument.IS_OBJECT : ObjectDocument.IS_CURRENT);
    if (!request.query().contains(ObjectDocument.REGISTRY_NAME)) {
      filter.add(ObjectDocument.OUTSIDE_REGISTRY);
    }
    return Map.of("bool", Map.of("must", List.of(query.query()), "filter", filter));
  }
}
