package io.t4.catalog.search;

import io.t4.catalog.index.PackageDocument;
import io.t4.catalog.query.Field;
import io.t4.catalog.query.ParsedQuery;
import io.t4.catalog.query.Subject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A search for packages.
 *
 * @param query in the query language
 * @param size how many hits at most
 * @param from how many hits to leave out; 0 with {@code after}
 * @param order which come first
 * @param after the member {@code sort} of the hit to go on after, as JSON; null for the first page
 */
public record PackageSearchRequest(
    String query, int size, int from, SearchSort order, @Nullable String after) {
  /** In characters; no name, pointer or index has a longer one. */
  private static final int MAX_AFTER = 4_096;

  private static final List<String> RETURNED =
      List.of(
          "name",
          "pointer",
          "top_hash",
          "latest",
          "last_modified",
          "message",
          "workflow",
          "user_meta",
          "size",
          "entries",
          "entries_searched");

  /** What makes the place of a hit in the order its own, so that none is between two pages. */
  private static final List<String> TIES = List.of("name", "pointer", "_index");

  public PackageSearchRequest {
    SearchRequest.requireBetween("size", size, SearchRequest.MAX_SIZE);
    SearchRequest.requireBetween("from", from, after == null ? SearchRequest.MAX_WINDOW - size : 0);
  }

  /**
   * The engine's form of it.
   *
   * @throws InvalidSearchException if the query or {@code after} is malformed
   */
  Map<String, Object> body() {
    ParsedQuery parsed = SearchService.parse(query, Field.CONTENT.label(), Subject.PACKAGES);
    List<Object> filter = new ArrayList<>();
    filter.add(PackageDocument.IS_PACKAGE);
    if (!parsed.allVersions()) {
      filter.add(Map.of("term", Map.of("latest", true)));
    }
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("query", Map.of("bool", Map.of("must", List.of(parsed.query()), "filter", filter)));
    body.put("size", size);
    List<Map<String, String>> sort = new ArrayList<>();
    sort.add(Map.of(order.field(), "desc"));
    TIES.forEach(field -> sort.add(Map.of(field, "asc")));
    body.put("sort", sort);
    body.put("track_scores", true);
    body.put("track_total_hits", true);
    body.put("_source", RETURNED);
    body.put("timeout", SearchService.TIMEOUT);
    if (size > 0) {
      body.put(
          "highlight",
          Highlighting.of(
              size,
              Map.of(
                  "name_text", SearchAnswer.WHOLE_KEY,
                  "message", Map.of(),
                  "meta_text", Map.of(),
                  "key_text", Map.of())));
    }
    if (after == null) {
      body.put("from", from);
    } else {
      body.put("search_after", sortValues(after));
    }
    return body;
  }

  /** The engine takes anything, and fails on some of it. */
  private JsonNode sortValues(String json) {
    if (json.length() <= MAX_AFTER) {
      try {
        JsonNode values = JsonMapper.shared().readTree(json);
        JsonNode first = values.path(0);
        boolean fits =
            order == SearchSort.RELEVANCE
                ? first.isNumber() && Double.isFinite(first.doubleValue())
                : first.canConvertToExactIntegral() && first.canConvertToLong();
        if (values.isArray()
            && fits
            && values.size() == 1 + TIES.size()
            && values.valueStream().skip(1).allMatch(JsonNode::isString)) {
          return values;
        }
      } catch (JacksonException e) {
        throw new InvalidSearchException("'after' is no JSON; it is the array 'sort' of a hit");
      }
    }
    throw new InvalidSearchException(
        "'after' must be the array 'sort' of a hit of a search in the same order");
  }
}
