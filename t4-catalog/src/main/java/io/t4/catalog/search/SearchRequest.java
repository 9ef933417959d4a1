package io.t4.catalog.search;

import io.t4.catalog.query.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * A search in the form of T4's clients, of which only what they send is taken.
 *
 * @param defaultField where words without a field are looked for
 * @param from how many hits to leave out
 * @param sort {@code asc} or {@code desc} by field; empty for relevance
 * @param searchAfter the sort values of the hit to go on after; null for the first page
 */
public record SearchRequest(
    String query,
    String defaultField,
    int size,
    int from,
    Map<String, String> sort,
    @Nullable ArrayNode searchAfter) {

  /** The most hits of one page. */
  public static final int MAX_SIZE = 1_000;

  /** OpenSearch's limit of {@code from + size}; {@code search_after} goes beyond. */
  public static final int MAX_WINDOW = 10_000;

  /** The hits of one page that doesn't say how many it wants. */
  public static final int DEFAULT_SIZE = 10;

  /** In characters; no key, extension or version id is longer. */
  private static final int MAX_SORT_VALUE = 1_024;

  /** What hits can be sorted by. */
  public static final Set<String> SORTABLE =
      Set.of("_score", "key", "updated", "last_modified", "size", "version_id", "ext");

  /** Where words without a field can be looked for. */
  public static final Set<String> DEFAULT_FIELDS =
      Set.of("content", "text", "key_text", "meta_text");

  /** Ties are broken by these, so that no hit is lost or doubled between pages. */
  private static final List<String> TIE_BREAKERS = List.of("key", "version_id");

  /**
   * Reads the body of a request.
   *
   * @throws InvalidSearchException if it has anything that clients don't send
   */
  public static SearchRequest of(JsonNode body) {
    requireMembers("the request", body, Set.of("query", "size", "from", "sort", "search_after"));
    JsonNode query = body.path("query");
    requireMembers("'query'", query, Set.of("query_string"));
    JsonNode queryString = query.path("query_string");
    requireMembers("'query_string'", queryString, Set.of("query", "default_field"));
    if (!queryString.path("query").isString()) {
      throw new InvalidSearchException("'query.query_string.query' must be a string");
    }
    JsonNode field = queryString.path("default_field");
    String defaultField = field.isMissingNode() ? "content" : field.asString(field.toString());
    if (!DEFAULT_FIELDS.contains(defaultField)) {
      throw new InvalidSearchException(
          "'default_field' can't be '%s', but %s".formatted(defaultField, names(DEFAULT_FIELDS)));
    }
    int size = number(body, "size", DEFAULT_SIZE, MAX_SIZE);
    int from = number(body, "from", 0, MAX_WINDOW - size);
    JsonNode after = body.path("search_after");
    if (!after.isMissingNode() && !after.isArray()) {
      throw new InvalidSearchException("'search_after' must be the array 'sort' of a hit");
    }
    SearchRequest request =
        new SearchRequest(
            queryString.path("query").stringValue(),
            defaultField,
            size,
            from,
            sort(body.path("sort")),
            after.isArray() ? (ArrayNode) after : null);
    request.checkSearchAfter();
    return request;
  }

  /**
   * A search as people make it: by how well objects match, or by their time.
   *
   * @param from how many hits to leave out
   * @throws InvalidSearchException if the numbers are out of bounds
   */
  public static SearchRequest of(String query, int size, int from, SearchSort sort) {
    requireBetween("size", size, MAX_SIZE);
    requireBetween("from", from, MAX_WINDOW - size);
    Map<String, String> order = sort == SearchSort.NEWEST ? Map.of(sort.field(), "desc") : Map.of();
    return new SearchRequest(query, Field.CONTENT.label(), size, from, order, null);
  }

  /** Tells what is out of bounds. */
  static void requireBetween(String name, int value, int most) {
    if (value < 0 || value > most) {
      throw new InvalidSearchException(
          "'%s' must be a whole number from 0 to %d, not %d".formatted(name, most, value));
    }
  }

  private void checkSearchAfter() {
    if (searchAfter == null) {
      return;
    }
    List<String> fields = List.copyOf(order().keySet());
    if (searchAfter.size() != fields.size()) {
      throw new InvalidSearchException(
          "'search_after' has %d values, but the order has %d: %s"
              .formatted(searchAfter.size(), fields.size(), String.join(", ", fields)));
    }
    for (int i = 0; i < fields.size(); i++) {
      if (!canBeSortValue(fields.get(i), searchAfter.path(i))) {
        throw new InvalidSearchException(
            "'search_after' must be the array 'sort' of a hit, which has no such value for '%s'"
                .formatted(fields.get(i)));
      }
    }
  }

  /** The engine takes anything, and fails on some of it. */
  private static boolean canBeSortValue(String field, JsonNode value) {
    return switch (field) {
      case "_score" -> value.isNumber() && Double.isFinite(value.doubleValue());
      case "updated", "last_modified", "size" ->
          value.canConvertToExactIntegral() && value.canConvertToLong();
      default ->
          value.isNull() || (value.isString() && value.stringValue().length() <= MAX_SORT_VALUE);
    };
  }

  private static void requireMembers(String what, JsonNode object, Set<String> known) {
    if (!object.isObject()) {
      throw new InvalidSearchException(what + " must be a JSON object");
    }
    for (String name : object.propertyNames()) {
      if (!known.contains(name)) {
        throw new InvalidSearchException(
            "'%s' is not taken in %s; known there: %s".formatted(name, what, names(known)));
      }
    }
  }

  private static String names(Set<String> names) {
    return String.join(", ", new TreeSet<>(names));
  }

  private static int number(JsonNode body, String name, int absent, int most) {
    JsonNode value = body.path(name);
    if (value.isMissingNode()) {
      return absent;
    }
    if (!value.isInt() || value.intValue() < 0 || value.intValue() > most) {
      throw new InvalidSearchException(
          "'%s' must be a whole number from 0 to %d, not %s".formatted(name, most, value));
    }
    return value.intValue();
  }

  private static Map<String, String> sort(JsonNode sort) {
    Map<String, String> order = new LinkedHashMap<>();
    if (sort.isArray()) {
      sort.forEach(criterion -> addCriterion(order, criterion));
    } else if (!sort.isMissingNode()) {
      addCriterion(order, sort);
    }
    return order;
  }

  private static void addCriterion(Map<String, String> order, JsonNode criterion) {
    if (criterion.isString()) {
      String field = criterion.stringValue();
      addCriterion(order, field, field.equals("_score") ? "desc" : "asc");
    } else if (criterion.isObject() && criterion.size() == 1) {
      String field = criterion.propertyNames().iterator().next();
      JsonNode direction = criterion.path(field);
      JsonNode named = direction.isObject() ? direction.path("order") : direction;
      addCriterion(order, field, named.asString(""));
    } else {
      throw new InvalidSearchException(
          "'sort' takes field names and objects such as {\"updated\": \"desc\"}, not " + criterion);
    }
  }

  private static void addCriterion(Map<String, String> order, String field, String direction) {
    if (!SORTABLE.contains(field)) {
      throw new InvalidSearchException(
          "results can't be sorted by '%s', but by %s".formatted(field, names(SORTABLE)));
    }
    if (!direction.equals("asc") && !direction.equals("desc")) {
      throw new InvalidSearchException(
          "the direction of '%s' must be asc or desc, not '%s'".formatted(field, direction));
    }
    order.put(field, direction);
  }

  /** The order for the engine, in which no two documents of a bucket are alike. */
  List<Map<String, Object>> engineSort() {
    List<Map<String, Object>> criteria = new ArrayList<>();
    order().forEach((field, direction) -> criteria.add(Map.of(field, Map.of("order", direction))));
    return criteria;
  }

  private Map<String, String> order() {
    Map<String, String> all = new LinkedHashMap<>(sort);
    if (all.isEmpty()) {
      all.put("_score", "desc");
    }
    // The engine can't go on after a score alone.
    boolean scoreAlone = all.keySet().equals(Set.of("_score"));
    if (searchAfter == null || scoreAlone || searchAfter.size() > all.size()) {
      TIE_BREAKERS.forEach(field -> all.putIfAbsent(field, "asc"));
    }
    return all;
  }
}
