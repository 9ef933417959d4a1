package io.t4.catalog.web;

import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.t4.catalog.search.SearchRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The body of a search in one bucket, as the description of the API has it. */
final class SearchBody {
  static final String NAME = "Search";
  static final String REFERENCE = "#/components/schemas/" + NAME;

  private SearchBody() {}

  static Schema<?> schema() {
    ObjectSchema body =
        object(
            Map.of(
                "query", object(Map.of("query_string", queryString()), "query_string"),
                "size", upTo(SearchRequest.MAX_SIZE, SearchRequest.DEFAULT_SIZE, "how many hits"),
                "from", upTo(SearchRequest.MAX_WINDOW, 0, "after how many; with size no more"),
                "sort", sort(),
                "search_after", searchAfter()),
            "query");
    body.setDescription("what is taken of OpenSearch's searches; other members are errors");
    body.setExample(
        Map.of(
            "query",
            Map.of("query_string", Map.of("query", "thor ext:csv")),
            "size",
            20,
            "sort",
            List.of(Map.of("updated", "desc"))));
    return body;
  }

  private static Schema<?> queryString() {
    StringSchema query = new StringSchema();
    query.setDescription("in the language that docs/search.md describes");
    StringSchema field = oneOf(SearchRequest.DEFAULT_FIELDS);
    field.setDescription("where words without a field are looked for; content if absent");
    return object(Map.of("query", query, "default_field", field), "query");
  }

  private static Schema<?> sort() {
    ObjectSchema directed =
        object(
            SearchRequest.SORTABLE.stream()
                .collect(
                    Collectors.toMap(Function.identity(), field -> oneOf(Set.of("asc", "desc")))));
    directed.setMinProperties(1);
    directed.setMaxProperties(1);
    Schema<Object> criterion = new Schema<>();
    criterion.addOneOfItem(oneOf(SearchRequest.SORTABLE));
    criterion.addOneOfItem(directed);
    ArraySchema sort = new ArraySchema();
    sort.setItems(criterion);
    sort.setDescription("fields, each by name or with its direction; by relevance if absent");
    return sort;
  }

  private static Schema<?> searchAfter() {
    ArraySchema after = new ArraySchema();
    after.setItems(new Schema<>());
    after.setDescription("the array sort of the hit to go on after");
    return after;
  }

  private static ObjectSchema object(
      Map<String, ? extends Schema<?>> properties, String... required) {
    ObjectSchema object = new ObjectSchema();
    new TreeMap<String, Schema<?>>(properties).forEach(object::addProperty);
    object.setRequired(List.of(required));
    object.setAdditionalProperties(false);
    return object;
  }

  private static StringSchema oneOf(Set<String> values) {
    StringSchema schema = new StringSchema();
    schema.setEnum(values.stream().sorted().toList());
    return schema;
  }

  private static Schema<?> upTo(int most, int absent, String description) {
    IntegerSchema number = new IntegerSchema();
    number.setMinimum(BigDecimal.ZERO);
    number.setMaximum(BigDecimal.valueOf(most));
    number.setDefault(absent);
    number.setDescription(description);
    return number;
  }
}
