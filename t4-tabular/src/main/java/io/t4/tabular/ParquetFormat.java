package io.t4.tabular;

import io.t4.error.InvalidInputException;
import io.t4.formats.FormatHandler;
import io.t4.formats.FormatSource;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.dflib.DataFrame;

/**
 * Tables as Parquet: the format {@code parquet}, with the option {@code compression} ({@code
 * snappy}, {@code gzip}, {@code zstd}, {@code brotli}, {@code lz4}, {@code none}).
 *
 * <p>Reads a {@link DataFrame}, or a list of maps, records or beans; writes the same. Types are
 * kept, nested ones as {@link List} and {@link Map}. An index that pandas stored is a column where
 * the file has it and under the name that it has there ({@code __index_level_0__} if it has none).
 */
public final class ParquetFormat implements FormatHandler {
  static final String NAME = "parquet";

  private static final String COMPRESSION = "compression";
  private static final Set<String> CODECS =
      Set.of("snappy", "gzip", "zstd", "brotli", "lz4", "none");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> aliases() {
    return Set.of("pyarrow");
  }

  @Override
  public List<String> extensions() {
    return List.of("parquet");
  }

  @Override
  public String contentType() {
    return "application/vnd.apache.parquet";
  }

  @Override
  public boolean canRead(Type type) {
    return Rows.canRead(type);
  }

  @Override
  public boolean canWrite(Object value) {
    return Rows.canWrite(value);
  }

  @Override
  public Object read(FormatSource source, Type type, Map<String, Object> options)
      throws IOException {
    compression(options);
    try (DuckDb database = DuckDb.open()) {
      try (Statement statement = database.connection().createStatement();
          ResultSet result =
              statement.executeQuery("SELECT * FROM " + scan(database.readable(source.file())))) {
        return Rows.convert(ResultTable.read(result), type);
      } catch (SQLException e) {
        throw database.readError(e);
      }
    }
  }

  /** The table function call that reads a file as it is, whatever its directories are called. */
  static String scan(Path file) {
    return "read_parquet("
        + DuckDb.text(file.toString())
        + ", hive_partitioning = false, file_row_number = false, filename = false)";
  }

  @Override
  public Map<String, Object> write(
      Object value, String extension, Map<String, Object> options, OutputStream out)
      throws IOException {
    String codec = compression(options);
    DataFrame frame = Rows.frame(value);
    if (frame.width() == 0) {
      throw new InvalidInputException("parquet can't express a table without columns");
    }
    List<String> names = List.of(frame.getColumnsIndex().toArray());
    if (!names.equals(ColumnNames.distinctInSql(names))) {
      throw new InvalidInputException(
          "parquet can't be written with columns whose names differ only in case: " + names);
    }
    try (DuckDb database = DuckDb.open()) {
      Path file = database.newFile("object.parquet");
      try {
        LoadedTable table = LoadedTable.load(frame, database);
        database.execute(
            "COPY ("
                + table.select()
                + ") TO "
                + DuckDb.text(file.toString())
                + " (FORMAT parquet, COMPRESSION "
                + (codec.equals("none") ? "uncompressed" : codec)
                + ")");
      } catch (SQLException e) {
        throw database.writeError(e);
      }
      Files.copy(file, out);
    }
    return Map.of(COMPRESSION, codec);
  }

  private static String compression(Map<String, Object> options) {
    for (String name : options.keySet()) {
      if (!name.equals(COMPRESSION)) {
        throw new InvalidInputException(
            "unknown parquet option " + name + "; known is " + COMPRESSION);
      }
    }
    Object given = options.get(COMPRESSION);
    if (given == null) {
      return "snappy";
    }
    if (given instanceof String codec && CODECS.contains(codec.toLowerCase(Locale.ROOT))) {
      return codec.toLowerCase(Locale.ROOT);
    }
    throw new InvalidInputException(
        "parquet option compression must be one of "
            + String.join(", ", CODECS.stream().sorted().toList())
            + ", not "
            + given);
  }
}
