package io.t4.tabular;

import io.t4.error.InvalidInputException;
import io.t4.error.TooLargeException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks that a text is one SELECT over nothing but tables that are named to the database, by the
 * syntax tree that DuckDB's own parser gives.
 *
 * <p>The locked connection keeps files, network and settings out of reach without this; the check
 * gives a clear error before anything runs, and hides what T4 itself set up.
 */
final class SelectStatement {
  /** As long as S3 Select allows. */
  static final int MAX_CHARS = 256 * 1024;

  /** Table functions that only compute. */
  private static final Set<String> TABLE_FUNCTIONS =
      Set.of(
          "unnest",
          "range",
          "generate_series",
          "generate_subscripts",
          "json_each",
          "json_tree",
          "regexp_split_to_table");

  /** Scalar functions that tell about or act on more than their arguments. */
  private static final Set<String> FORBIDDEN_FUNCTIONS =
      Set.of(
          "current_setting",
          "getenv",
          "write_log",
          "getvariable",
          "nextval",
          "currval",
          "sleep_ms",
          "pg_get_viewdef",
          "pg_get_constraintdef");

  /**
   * Functions that go into a JSON text by recursion: some thousand brackets in a value end the
   * whole process by a stack overflow outside Java.
   */
  private static final Set<String> UNSAFE_FUNCTIONS =
      Set.of("json_structure", "json_merge_patch", "json_contains");

  /** Functions whose first argument is a template that can ask for any width. */
  private static final Set<String> TEMPLATE_FUNCTIONS = Set.of("format", "printf");

  /** A width that is an argument, or a number of more than four digits. */
  private static final Pattern WIDE_TEMPLATE = Pattern.compile("\\d{5}|\\*|\\{[^}]*\\{");

  /**
   * Functions that make much of little, with the position of the argument that says how much; 0 if
   * all do. The memory limit doesn't cover a value while it is computed, and neither can the time
   * limit interrupt that.
   */
  private static final Map<String, Integer> AMPLIFIERS =
      Map.of(
          "range", 0,
          "generate_series", 0,
          "repeat", 1,
          "lpad", 1,
          "rpad", 1,
          "list_resize", 1,
          "array_resize", 1,
          "bitstring", 1);

  /** How much all of them together may make of one value. */
  private static final long MAX_AMPLIFICATION = 1_000_000;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private SelectStatement() {}

  /**
   * The tables that a statement reads beside its own WITH queries, as they are written.
   *
   * @param names that are names only
   * @param qualified those with a schema in front
   */
  record Tables(Set<String> names, Set<String> qualified) {}

  /**
   * Returns what it reads.
   *
   * @throws InvalidInputException saying what the statement may not do, or where its syntax is
   *     wrong
   */
  static Tables check(DuckDb database, String sql) throws SQLException {
    if (sql.length() > MAX_CHARS) {
      throw new InvalidInputException(
          "the SQL statement has " + sql.length() + " characters, more than " + MAX_CHARS);
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(sql)) {
      throw new InvalidInputException(
          "the SQL statement has half a surrogate pair and is not valid Unicode");
    }
    JsonNode tree = parse(database, sql);
    if (tree.path("error").asBoolean()) {
      if (tree.path("error_type").asString().equals("not implemented")) {
        throw onlyOneSelect();
      }
      String position = tree.path("position").asString("");
      throw new InvalidInputException(
          "the SQL statement can't be parsed: "
              + tree.path("error_message").asString()
              + (position.isEmpty() ? "" : " (at character " + position + ")"));
    }
    if (tree.path("statements").size() != 1) {
      throw onlyOneSelect();
    }
    Tables read = new Tables(new LinkedHashSet<>(), new LinkedHashSet<>());
    check(tree, Set.of(), read);
    amplification(tree);
    return read;
  }

  /**
   * Checks that a statement reads one table only.
   *
   * @param read what it reads
   */
  static void requireOnly(String table, Tables read) {
    Stream.concat(
            read.qualified().stream(),
            read.names().stream().filter(name -> !name.equalsIgnoreCase(table)))
        .findFirst()
        .ifPresent(
            other -> {
              throw new InvalidInputException(
                  "the SQL statement reads " + other + "; the only table is " + table);
            });
  }

  /** Returns the factor by which the functions of the statement may multiply one value. */
  private static long amplification(JsonNode node) {
    if (node.path("type").asString("").equals("TABLE_FUNCTION")) {
      // It makes rows, one after the other and within the limits.
      return amplification(node.path("function").path("children"));
    }
    long factor = 1;
    String name = node.path("function_name").asString("").toLowerCase(Locale.ROOT);
    Integer from = node.path("type").asString("").equals("FUNCTION") ? AMPLIFIERS.get(name) : null;
    if (from != null) {
      int arguments = node.path("children").size();
      int to = from == 0 ? arguments : Math.min(from + 1, arguments);
      for (int i = from; i < to; i++) {
        JsonNode value = node.path("children").path(i).path("value").path("value");
        boolean small = value.isIntegralNumber() && value.canConvertToLong();
        // Also what isn't a number that is written out, as its value is only known when it runs.
        factor = Math.max(factor, small ? Math.abs(value.asLong()) : Long.MAX_VALUE);
      }
    }
    for (JsonNode child : node) {
      long more = amplification(child);
      factor = more > MAX_AMPLIFICATION / Math.max(1, factor) ? Long.MAX_VALUE : factor * more;
      if (factor > MAX_AMPLIFICATION) {
        break;
      }
    }
    if (factor > MAX_AMPLIFICATION) {
      throw new TooLargeException(
          "the SQL statement may make values of more than "
              + MAX_AMPLIFICATION
              + " elements by "
              + String.join(", ", AMPLIFIERS.keySet().stream().sorted().toList())
              + "; give them small numbers that are written out");
    }
    return factor;
  }

  private static JsonNode parse(DuckDb database, String sql) throws SQLException {
    try (PreparedStatement statement =
        database.connection().prepareStatement("SELECT json_serialize_sql(?::VARCHAR)")) {
      statement.setString(1, sql);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return MAPPER.readTree(result.getString(1));
      }
    } catch (JacksonException e) {
      throw new InvalidInputException("the SQL statement is nested too deeply", e);
    }
  }

  /**
   * Checks a part of the tree.
   *
   * @param outerTables the names that mean a query of the statement's own there
   * @param read gets any other
   */
  private static void check(JsonNode node, Set<String> outerTables, Tables read) {
    Set<String> tables = outerTables;
    if (node.path("type").asString("").equals("RECURSIVE_CTE_NODE")) {
      tables = new HashSet<>(tables);
      tables.add(node.path("cte_name").asString().toLowerCase(Locale.ROOT));
    }
    if (!node.path("cte_map").path("map").isEmpty()) {
      tables = new HashSet<>(tables);
      // A query of WITH sees those before it, and itself only if it is recursive.
      for (JsonNode query : node.path("cte_map").path("map")) {
        check(query.path("value"), tables, read);
        tables.add(query.path("key").asString().toLowerCase(Locale.ROOT));
      }
    }
    switch (node.path("type").asString("")) {
      case "BASE_TABLE" -> {
        String name = node.path("table_name").asString();
        boolean qualified =
            !node.path("schema_name").asString().isEmpty()
                || !node.path("catalog_name").asString().isEmpty();
        if (qualified) {
          read.qualified().add(node.path("schema_name").asString() + "." + name);
        } else if (!tables.contains(name.toLowerCase(Locale.ROOT))) {
          read.names().add(name);
        }
      }
      case "TABLE_FUNCTION" -> {
        String name = node.path("function").path("function_name").asString();
        if (!TABLE_FUNCTIONS.contains(name.toLowerCase(Locale.ROOT))) {
          throw forbidden(name);
        }
      }
      case "FUNCTION" -> {
        String name = node.path("function_name").asString();
        requireHarmless(name, node.path("children"));
      }
      case "OPERATOR_CAST" -> {
        if (mentions(node.path("cast_type"), "VARIANT")) {
          throw unsafe("a cast to VARIANT");
        }
      }
      case "SHOW_REF" -> throw onlyOneSelect();
      default -> {
        // Everything else only computes.
      }
    }
    for (Map.Entry<String, JsonNode> child : node.properties()) {
      if (!child.getKey().equals("cte_map")) {
        check(child.getValue(), tables, read);
      }
    }
    if (node.isArray()) {
      for (JsonNode element : node) {
        check(element, tables, read);
      }
    }
  }

  private static void requireHarmless(String function, JsonNode arguments) {
    String name = function.toLowerCase(Locale.ROOT);
    if (FORBIDDEN_FUNCTIONS.contains(name)) {
      throw forbidden(function);
    }
    if (UNSAFE_FUNCTIONS.contains(name) || name.contains("variant")) {
      throw unsafe(function);
    }
    if (TEMPLATE_FUNCTIONS.contains(name)) {
      JsonNode template = arguments.path(0).path("value").path("value");
      if (!template.isString() || WIDE_TEMPLATE.matcher(template.asString()).find()) {
        throw new TooLargeException(
            "the SQL statement calls "
                + function
                + " with a template that may make values of any size; write the template out, with"
                + " widths below 10000");
      }
    }
  }

  private static boolean mentions(JsonNode node, String text) {
    if (node.isString()) {
      return node.asString().equalsIgnoreCase(text);
    }
    for (JsonNode child : node) {
      if (mentions(child, text)) {
        return true;
      }
    }
    return false;
  }

  private static InvalidInputException unsafe(String what) {
    return new InvalidInputException(
        "the SQL statement has "
            + what
            + ", which isn't allowed: deeply nested JSON would end the process; take"
            + " json_extract and the arrows -> and ->>");
  }

  private static InvalidInputException forbidden(String function) {
    return new InvalidInputException(
        "the SQL statement calls "
            + function
            + ", which isn't allowed: it can only read its tables");
  }

  private static InvalidInputException onlyOneSelect() {
    return new InvalidInputException("the SQL must be one SELECT statement, and nothing else");
  }
}
