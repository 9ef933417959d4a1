package io.t4.catalog.query;

import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The few forms of OpenSearch's DSL that queries are made of. */
final class Dsl {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Dsl() {}

  static ObjectNode object() {
    return JSON.objectNode();
  }

  static ArrayNode array(List<ObjectNode> queries) {
    return JSON.arrayNode().addAll(queries);
  }

  /** {@code {kind: {field: body}}}, as nearly all queries of one field are. */
  static ObjectNode of(String kind, String field, ObjectNode body) {
    return object().set(kind, object().set(field, body));
  }

  static ObjectNode matchAll() {
    return object().set("match_all", object());
  }

  static ObjectNode matchNone() {
    return object().set("match_none", object());
  }

  static ObjectNode exists(String field) {
    return object().set("exists", object().put("field", field));
  }

  static ObjectNode term(String field, String value) {
    return of("term", field, object().put("value", value));
  }

  /** The value in any case of its ASCII letters; exactly, if it is very long. */
  static ObjectNode termInAnyCase(String field, String value) {
    return of("term", field, inAnyCase(value));
  }

  static ObjectNode prefix(String field, String value) {
    return of("prefix", field, object().put("value", value));
  }

  /** The prefix in any case of its ASCII letters. */
  static ObjectNode prefixInAnyCase(String field, String value) {
    return of("prefix", field, inAnyCase(value));
  }

  /** OpenSearch makes an automaton with a state for each character, and not of any size. */
  private static ObjectNode inAnyCase(String value) {
    ObjectNode body = object().put("value", value);
    return value.length() <= Limits.NAME_LENGTH ? body.put("case_insensitive", true) : body;
  }

  /** Each must match. */
  static ObjectNode all(List<ObjectNode> queries) {
    return queries.size() == 1 ? queries.get(0) : bool("must", queries);
  }

  /** At least one must match. */
  static ObjectNode any(List<ObjectNode> queries) {
    return queries.size() == 1 ? queries.get(0) : bool("should", queries);
  }

  static ObjectNode not(ObjectNode query) {
    return bool("must_not", List.of(query));
  }

  private static ObjectNode bool(String occurrence, List<ObjectNode> queries) {
    return object().set("bool", object().set(occurrence, array(queries)));
  }
}
