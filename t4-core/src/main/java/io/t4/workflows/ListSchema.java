package io.t4.workflows;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schema for a list that is too long for memory: the keywords for lists are here, those for its
 * elements are the library's. Immutable.
 *
 * <p>The elements are known to differ, so {@code uniqueItems} always holds.
 */
final class ListSchema {
  private final List<Supplier<ListCheck>> checks = new ArrayList<>();

  /**
   * Makes a schema of one that is valid as such.
   *
   * @throws io.t4.error.WorkflowException for regular expressions that can't be used
   */
  ListSchema(JsonNode schema) {
    if (schema.isBoolean()) {
      if (!schema.booleanValue()) {
        checks.add(() -> new Counted(count -> false, "nothing is allowed"));
      }
      return;
    }
    addOwn(schema);
    addElements(schema);
    addCombined(schema);
    requireUsable(schema);
  }

  /** A new check of one list. */
  ListCheck check() {
    return new All(checks.stream().map(Supplier::get).toList());
  }

  private void addOwn(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (!type.isMissingNode() && textsOf(type).noneMatch("array"::equals)) {
      checks.add(() -> new Counted(count -> false, "a list was found, " + type + " is expected"));
    }
    JsonNode least = schema.path("minItems");
    if (least.isNumber()) {
      checks.add(
          () ->
              new Counted(
                  count -> count >= least.doubleValue(),
                  "at least %s elements are expected".formatted(least)));
    }
    JsonNode most = schema.path("maxItems");
    if (most.isNumber()) {
      checks.add(
          () ->
              new Counted(
                  count -> count <= most.doubleValue(),
                  "at most %s elements are expected".formatted(most)));
    }
    if (schema.has("const")) {
      checks.add(() -> new Literals(List.of(schema.get("const"))));
    }
    if (schema.has("enum")) {
      checks.add(() -> new Literals(elementsOf(schema.get("enum"))));
    }
  }

  private void addElements(JsonNode schema) {
    JsonNode items = schema.path("items");
    if (items.isArray()) {
      List<JsonSchema> first = elementsOf(items).stream().map(JsonSchema::of).toList();
      JsonSchema others =
          schema.has("additionalItems") ? JsonSchema.of(schema.get("additionalItems")) : null;
      checks.add(() -> new Each(first, others));
    } else if (!items.isMissingNode()) {
      JsonSchema each = JsonSchema.of(items);
      checks.add(() -> new Each(List.of(), each));
    }
    if (schema.has("contains")) {
      JsonSchema wanted = JsonSchema.of(schema.get("contains"));
      String shown = schema.get("contains").toString();
      checks.add(() -> new Contains(wanted, shown));
    }
  }

  private void addCombined(JsonNode schema) {
    for (ListSchema part : parts(schema, "allOf")) {
      checks.add(part::check);
    }
    List<ListSchema> any = parts(schema, "anyOf");
    if (!any.isEmpty()) {
      checks.add(
          () ->
              new Several(any, valid -> valid >= 1, "none of the schemas of 'anyOf' is satisfied"));
    }
    List<ListSchema> one = parts(schema, "oneOf");
    if (!one.isEmpty()) {
      checks.add(
          () ->
              new Several(
                  one,
                  valid -> valid == 1,
                  "not exactly one of the schemas of 'oneOf' is satisfied"));
    }
    if (schema.has("not")) {
      List<ListSchema> not = List.of(new ListSchema(schema.get("not")));
      checks.add(() -> new Several(not, valid -> valid == 0, "the schema of 'not' is satisfied"));
    }
    if (schema.has("if")) {
      ListSchema condition = new ListSchema(schema.get("if"));
      ListSchema then = partOrNull(schema, "then");
      ListSchema otherwise = partOrNull(schema, "else");
      checks.add(() -> new Conditional(condition, then, otherwise));
    }
  }

  /** What is no keyword for lists doesn't count, but must be usable, as everywhere. */
  private static void requireUsable(JsonNode schema) {
    ObjectNode others = ((ObjectNode) schema).deepCopy();
    others.remove(List.of("items", "additionalItems", "contains", "allOf", "anyOf", "oneOf"));
    others.remove(List.of("not", "if", "then", "else"));
    JsonSchema.of(others);
  }

  private static List<ListSchema> parts(JsonNode schema, String keyword) {
    return elementsOf(schema.path(keyword)).stream().map(ListSchema::new).toList();
  }

  private static @Nullable ListSchema partOrNull(JsonNode schema, String keyword) {
    return schema.has(keyword) ? new ListSchema(schema.get(keyword)) : null;
  }

  private static List<JsonNode> elementsOf(JsonNode array) {
    return array.valueStream().toList();
  }

  private static Stream<String> textsOf(JsonNode textOrArray) {
    return Stream.concat(Stream.of(textOrArray), textOrArray.valueStream())
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue);
  }

  /** A condition on the number of elements or of valid schemas. */
  @FunctionalInterface
  private interface Count {
    boolean fits(long count);
  }

  /** The number of elements. */
  private static final class Counted implements ListCheck {
    private final Count condition;
    private final String expected;
    private long count;

    Counted(Count condition, String expected) {
      this.condition = condition;
      this.expected = expected;
    }

    @Override
    public void next(JsonNode element, long index) {
      count++;
    }

    @Override
    public Optional<String> problem() {
      return condition.fits(count)
          ? Optional.empty()
          : Optional.of("at '': %s, there are %d".formatted(expected, count));
    }
  }

  /** Whether the list is one of some. */
  private static final class Literals implements ListCheck {
    private final List<JsonNode> candidates;
    private long count;

    Literals(List<JsonNode> candidates) {
      this.candidates = new ArrayList<>(candidates);
      this.candidates.removeIf(candidate -> !candidate.isArray());
    }

    @Override
    public void next(JsonNode element, long index) {
      count++;
      candidates.removeIf(
          candidate ->
              index >= candidate.size() || !candidate.get(Math.toIntExact(index)).equals(element));
    }

    @Override
    public Optional<String> problem() {
      return candidates.stream().anyMatch(candidate -> candidate.size() == count)
          ? Optional.empty()
          : Optional.of("at '': the list is none of those that 'const' or 'enum' allow");
    }
  }

  /** Each element against the schema of its place. */
  private static final class Each implements ListCheck {
    private final List<JsonSchema> first;
    private final @Nullable JsonSchema others;
    private Optional<String> problem = Optional.empty();

    Each(List<JsonSchema> first, @Nullable JsonSchema others) {
      this.first = first;
      this.others = others;
    }

    @Override
    public void next(JsonNode element, long index) {
      JsonSchema schema = index < first.size() ? first.get(Math.toIntExact(index)) : others;
      if (problem.isEmpty() && schema != null) {
        problem = schema.problem(element, "/" + index).map(what -> named(element) + what);
      }
    }

    private static String named(JsonNode element) {
      JsonNode key = element.path("logical_key");
      return key.isString() ? "the entry '" + key.stringValue() + "' " : "";
    }

    @Override
    public Optional<String> problem() {
      return problem;
    }
  }

  /** Whether one element fits. */
  private static final class Contains implements ListCheck {
    private final JsonSchema wanted;
    private final String shown;
    private boolean found;

    Contains(JsonSchema wanted, String shown) {
      this.wanted = wanted;
      this.shown = shown;
    }

    @Override
    public void next(JsonNode element, long index) {
      found = found || wanted.isValid(element);
    }

    @Override
    public Optional<String> problem() {
      return found
          ? Optional.empty()
          : Optional.of("at '': no element fits the schema of 'contains', " + shown);
    }
  }

  /** All of some checks. */
  private static final class All implements ListCheck {
    private final List<ListCheck> checks;

    All(List<ListCheck> checks) {
      this.checks = checks;
    }

    @Override
    public void next(JsonNode element, long index) {
      checks.forEach(check -> check.next(element, index));
    }

    @Override
    public Optional<String> problem() {
      return checks.stream().map(ListCheck::problem).flatMap(Optional::stream).findFirst();
    }
  }

  /** How many of some schemas are satisfied. */
  private static final class Several implements ListCheck {
    private final List<ListCheck> checks;
    private final Count condition;
    private final String expected;

    Several(List<ListSchema> schemas, Count condition, String expected) {
      checks = schemas.stream().map(ListSchema::check).toList();
      this.condition = condition;
      this.expected = expected;
    }

    @Override
    public void next(JsonNode element, long index) {
      checks.forEach(check -> check.next(element, index));
    }

    @Override
    public Optional<String> problem() {
      long valid = checks.stream().filter(check -> check.problem().isEmpty()).count();
      return condition.fits(valid) ? Optional.empty() : Optional.of("at '': " + expected);
    }
  }

  /** A schema that depends on another. */
  private static final class Conditional implements ListCheck {
    private final ListCheck condition;
    private final @Nullable ListCheck then;
    private final @Nullable ListCheck otherwise;

    Conditional(ListSchema condition, @Nullable ListSchema then, @Nullable ListSchema otherwise) {
      this.condition = condition.check();
      this.then = then == null ? null : then.check();
      this.otherwise = otherwise == null ? null : otherwise.check();
    }

    @Override
    public void next(JsonNode element, long index) {
      Stream.of(Optional.of(condition), Optional.ofNullable(then), Optional.ofNullable(otherwise))
          .flatMap(Optional::stream)
          .forEach(check -> check.next(element, index));
    }

    @Override
    public Optional<String> problem() {
      ListCheck applies = condition.problem().isEmpty() ? then : otherwise;
      return applies == null ? Optional.empty() : applies.problem();
    }
  }
}
