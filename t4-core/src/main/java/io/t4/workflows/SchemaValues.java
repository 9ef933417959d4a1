package io.t4.workflows;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plain values as nodes for the validator. Numbers that JSON Schema takes for equal are equal
 * nodes: {@code 1.0} is {@code 1}.
 */
final class SchemaValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SchemaValues() {}

  static JsonNode node(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = NODES.objectNode();
      map.forEach((name, member) -> object.set(String.valueOf(name), node(member)));
      return object;
    }
    if (value instanceof Collection<?> list) {
      ArrayNode array = NODES.arrayNode(list.size());
      list.forEach(element -> array.add(node(element)));
      return array;
    }
    if (value instanceof String text) {
      return NODES.stringNode(text);
    }
    if (value instanceof Boolean flag) {
      return NODES.booleanNode(flag);
    }
    if (value instanceof Number number) {
      return number(number);
    }
    if (value == null) {
      return NODES.nullNode();
    }
    throw new IllegalArgumentException(value.getClass().getName() + " is not JSON");
  }

  private static JsonNode number(Number number) {
    if (number instanceof BigInteger whole) {
      return whole(whole);
    }
    if (number instanceof BigDecimal decimal) {
      return number(decimal.doubleValue());
    }
    if (number instanceof Double || number instanceof Float) {
      double value = Double.parseDouble(number.toString());
      boolean whole = Double.isFinite(value) && Math.rint(value) == value;
      return whole ? whole(new BigDecimal(value).toBigInteger()) : NODES.numberNode(value);
    }
    return NODES.numberNode(number.longValue());
  }

  private static JsonNode whole(BigInteger value) {
    return value.bitLength() < Long.SIZE
        ? NODES.numberNode(value.longValue())
        : NODES.numberNode(value);
  }
}
