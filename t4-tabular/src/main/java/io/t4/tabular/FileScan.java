package io.t4.tabular;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** The calls by which DuckDB reads a file. None of them reads more than it is asked for. */
final class FileScan {
  /**
   * How values with a character between them are read: as most files want it, which is fast; with
   * missing values at the end of rows; and so that a quoted value may hold a line's end as well.
   */
  private static final List<String> WAYS =
      List.of("", ", null_padding = true", ", null_padding = true, parallel = false");

  private final TableFormat format;
  private final Path file;

  private FileScan(TableFormat format, Path file) {
    this.format = format;
    this.file = file;
  }

  /**
   * A file to be read.
   *
   * @throws io.t4.error.TooLargeException if a line of JSON nests too deep
   */
  static FileScan of(DuckDb database, TableFile file) throws IOException {
    if (file.format().type() == TableFormat.Type.JSON_LINES) {
      try (InputStream lines = unpacked(file)) {
        JsonNesting.requireBounded(lines);
      }
    }
    return new FileScan(file.format(), database.linked(file.path()));
  }

  private static InputStream unpacked(TableFile file) throws IOException {
    InputStream content = Files.newInputStream(file.path());
    return file.format().packing() == TableFormat.Packing.GZIP
        ? new GZIPInputStream(new BufferedInputStream(content))
        : content;
  }

  /** What the database must be able to read. */
  Path file() {
    return file;
  }

  /** In how many ways it may be read, the one that suits most files first. */
  int ways() {
    return switch (format.type()) {
      case CSV -> WAYS.size();
      // Many have quotes that are characters like others.
      case TSV -> WAYS.size() + 1;
      case JSON_LINES, PARQUET -> 1;
    };
  }

  /** Whether a failure tells that another way may do. */
  static boolean asksForAnotherWay(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.contains("CSV Error")
        || message.contains("sniffing file")
        || message.contains("Conversion Error");
  }

  /** With the types of the file; where it is a text with those that its values seem to have. */
  String typed(DuckDb database, int way) throws IOException, SQLException {
    return switch (format.type()) {
      case PARQUET -> ParquetFormat.scan(file);
      case JSON_LINES -> JsonLinesTable.scan(database, file, compression());
      case CSV, TSV -> delimited(way, way == 0 ? "" : ", sample_size = -1");
    };
  }

  /** Each value as the text that it is in the file; what is no text has its own type. */
  String texts(DuckDb database, int way) throws SQLException {
    return switch (format.type()) {
      case PARQUET -> ParquetFormat.scan(file);
      case JSON_LINES -> jsonTexts(database);
      case CSV, TSV -> delimited(way, ", all_varchar = true");
    };
  }

  /** Whether the values of {@link #texts} are texts. */
  boolean isText() {
    return format.type() != TableFormat.Type.PARQUET;
  }

  private String compression() {
    return format.packing() == TableFormat.Packing.GZIP ? "gzip" : "uncompressed";
  }

  private String delimited(int way, String more) {
    return "read_csv("
        + DuckDb.text(file.toString())
        + ", header = true, strict_mode = false, hive_partitioning = false, comment = ''"
        + ", delim = "
        + (format.type() == TableFormat.Type.TSV ? "'\t'" : "','")
        + (way == WAYS.size() ? ", quote = '', escape = ''" : ", quote = '\"', escape = '\"'")
        + (way == WAYS.size() ? WAYS.get(1) : WAYS.get(way))
        + ", compression = '"
        + compression()
        + "'"
        + more
        + ")";
  }

  /** The columns are those of the first lines, some ten thousand. */
  private String jsonTexts(DuckDb database) throws SQLException {
    String read =
        "read_json("
            + DuckDb.text(file.toString())
            + ", format = 'newline_delimited', hive_partitioning = false, compression = '"
            + compression()
            + "'";
    String types =
        database.columns(read + ")").stream()
            .map(column -> DuckDb.text(column.name()) + ": 'VARCHAR'")
            .collect(Collectors.joining(", "));
    return read + ", columns = {" + types + "})";
  }
}
