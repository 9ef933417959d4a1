package io.t4.tabular;

import io.t4.error.InvalidInputException;
import io.t4.error.TooLargeException;
import io.t4.formats.SqlEngine;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks that a text is one SELECT over nothing but the table {@value SqlEngine#TABLE}, by the
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
      Set.of("current_setting", "getenv", "write_log", "getvariable", "nextval", "currval");

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
   * @throws InvalidInputException saying what the statement may not do, or where its syntax is
   *     wrong
   */
  static void check(DuckDb database, String sql) throws SQLException {
    if (sql.length() > MAX_CHARS) {
      throw new InvalidInputException(
          "the SQL statement has " + sql.length() + " characters, more than " + MAX_CHARS);
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
    Set<String> tables = new HashSet<>();
    tables.add(SqlEngine.TABLE.toLowerCase(Locale.ROOT));
    addNames(tree, tables);
    check(tree, tables);
    amplification(tree);
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

  /** Adds the names that the statement itself gives to queries by WITH. */
  private static void addNames(JsonNode node, Set<String> names) {
    if (node.has("cte_map")) {
      for (JsonNode entry : node.path("cte_map").path("map")) {
        names.add(entry.path("key").asString().toLowerCase(Locale.ROOT));
      }
    }
    for (JsonNode child : node) {
      addNames(child, names);
    }
  }

  private static void check(JsonNode node, Set<String> tables) {
    switch (node.path("type").asString("")) {
      case "BASE_TABLE" -> {
        String name = node.path("table_name").asString();
        boolean qualified =
            !node.path("schema_name").asString().isEmpty()
                || !node.path("catalog_name").asString().isEmpty();
        if (qualified || !tables.contains(name.toLowerCase(Locale.ROOT))) {
          throw new InvalidInputException(
              "the SQL statement reads "
                  + (qualified ? node.path("schema_name").asString() + "." : "")
                  + name
                  + "; the only table is "
                  + SqlEngine.TABLE);
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
        if (FORBIDDEN_FUNCTIONS.contains(name.toLowerCase(Locale.ROOT))) {
          throw forbidden(name);
        }
      }
      case "SHOW_REF" -> throw onlyOneSelect();
      default -> {
        // Everything else only computes.
      }
    }
    for (JsonNode child : node) {
      check(child, tables);
    }
  }

  private static InvalidInputException forbidden(String function) {
    return new InvalidInputException(
        "the SQL statement calls "
            + function
            + ", which isn't allowed: it can only read the table "
            + SqlEngine.TABLE);
  }

  private static InvalidInputException onlyOneSelect() {
    return new InvalidInputException("the SQL must be one SELECT statement, and nothing else");
  }
}
