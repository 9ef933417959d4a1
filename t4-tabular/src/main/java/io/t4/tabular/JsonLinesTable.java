package io.t4.tabular;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JSON lines as DuckDB reads them, with the types that it finds, except for times.
 *
 * <p>DuckDB takes {@code 2024-01-01T00:00:00+02:00} for a time without zone, which would silently
 * be another one. Here a column of such texts is of instants ({@code TIMESTAMP WITH TIME ZONE}); a
 * column that holds times with and without zone, in different places of a nested value, keeps them
 * as the texts that they are.
 */
final class JsonLinesTable {
  private static final String WITHOUT_ZONE =
      "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?";
  private static final String WITH_ZONE = WITHOUT_ZONE + " ?(Z|UTC|[+-]\\d\\d(:?\\d\\d)*)";

  private static final String TIMESTAMP = "TIMESTAMP";

  /** A quoted field name, in which nothing is a type, or the type. */
  private static final Pattern TYPE_TOKEN =
      Pattern.compile("\"(?:[^\"]|\"\")*\"|\\b" + TIMESTAMP + "\\b(?! WITH)");

  /** A suffix that DuckDB gives to a name which differs from another in case only. */
  private static final Pattern TWIN_SUFFIX = Pattern.compile("_\\d+$");

  private final DuckDb database;
  private final Path file;
  private final String compression;

  private JsonLinesTable(DuckDb database, Path file, String compression) {
    this.database = database;
    this.file = file;
    this.compression = compression;
  }

  /**
   * What to select from.
   *
   * @param file is read here more than once
   * @throws io.t4.error.TooLargeException if a line nests too deep
   */
  static String scan(DuckDb database, Path file) throws IOException, SQLException {
    JsonNesting.requireBounded(file);
    return scan(database, file, "uncompressed");
  }

  /**
   * What to select from.
   *
   * @param file has no line that nests too deep; is read here more than once
   * @param compression as DuckDB calls it
   */
  static String scan(DuckDb database, Path file, String compression) throws SQLException {
    return new JsonLinesTable(database, file, compression).scan();
  }

  private String scan() throws SQLException {
    Map<String, String> types = types();
    Map<String, String> instants = new LinkedHashMap<>();
    boolean mixed = false;
    for (Map.Entry<String, String> column : types.entrySet()) {
      if (!replaced(column.getValue(), "").equals(column.getValue())) {
        boolean zoned = holds(column.getKey(), WITH_ZONE);
        if (zoned && holds(column.getKey(), WITHOUT_ZONE)) {
          column.setValue(replaced(column.getValue(), "VARCHAR"));
          mixed = true;
        } else if (zoned) {
          column.setValue(replaced(column.getValue(), "TIMESTAMPTZ"));
          instants.put(column.getKey(), column.getValue());
        }
      }
    }
    if (mixed) {
      return read(types);
    }
    return instants.isEmpty()
        ? read(Map.of())
        : "(SELECT * REPLACE (" + casts(instants) + ") FROM " + read(Map.of()) + ")";
  }

  private Map<String, String> types() throws SQLException {
    Map<String, String> types = new LinkedHashMap<>();
    try (Statement statement = database.connection().createStatement();
        ResultSet columns = statement.executeQuery("DESCRIBE FROM " + read(Map.of()))) {
      while (columns.next()) {
        types.put(columns.getString("column_name"), columns.getString("column_type"));
      }
    }
    return types;
  }

  /** Whether some text in the column is such a time. */
  private boolean holds(String column, String time) throws SQLException {
    String sql =
        "SELECT coalesce(bool_or(regexp_matches(coalesce(json_extract(json, %s), json_extract(json, %s))::VARCHAR, %s)), false) FROM read_ndjson_objects(%s, compression = '%s')"
            .formatted(
                DuckDb.text(path(column)),
                DuckDb.text(path(TWIN_SUFFIX.matcher(column).replaceFirst(""))),
                DuckDb.text("\"" + time + "\""),
                DuckDb.text(file.toString()),
                compression);
    try (Statement statement = database.connection().createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      return found.next() && found.getBoolean(1);
    }
  }

  private static String path(String name) {
    return "$.\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String replaced(String type, String other) {
    return TYPE_TOKEN
        .matcher(type)
        .replaceAll(
            token ->
                token.group().equals(TIMESTAMP) ? other : Matcher.quoteReplacement(token.group()));
  }

  /**
   * A call that reads the file.
   *
   * @param types of the columns; empty to have them found
   */
  private String read(Map<String, String> types) {
    List<String> columns = new ArrayList<>();
    types.forEach((name, type) -> columns.add(DuckDb.text(name) + ": " + DuckDb.text(type)));
    return "read_json("
        + DuckDb.text(file.toString())
        + ", format = 'newline_delimited', hive_partitioning = false, compression = '"
        + compression
        + "'"
        + (columns.isEmpty()
            ? ", sample_size = -1)"
            : ", columns = {" + String.join(", ", columns) + "})");
  }

  /** The session's zone is UTC, so a cast gives the time that was there its zone. */
  private static String casts(Map<String, String> types) {
    List<String> casts = new ArrayList<>();
    types.forEach(
        (name, type) -> {
          String column = DuckDb.identifier(name);
          casts.add("CAST(" + column + " AS " + type + ") AS " + column);
        });
    return String.join(", ", casts);
  }
}
