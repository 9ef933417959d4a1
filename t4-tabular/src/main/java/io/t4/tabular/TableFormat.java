package io.t4.tabular;

import java.util.Locale;
import java.util.Optional;

/**
 * How a file holds a table, as its name tells.
 *
 * @param type of the content
 * @param packing around it
 */
public record TableFormat(Type type, Packing packing) {
  private static final String GZIP_ENDING = ".gz";

  /** What the content is. */
  public enum Type {
    /** Values with commas between them. */
    CSV,
    /** Values with tabs between them. */
    TSV,
    /** A JSON object on each line. */
    JSON_LINES,
    /** Apache Parquet. */
    PARQUET
  }

  /** What it is packed with. */
  public enum Packing {
    /** Nothing. */
    NONE,
    /** Gzip, as a whole. */
    GZIP
  }

  /** That of a file or key; empty if its name tells of no table that can be read. */
  public static Optional<TableFormat> of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    Packing packing = lower.endsWith(GZIP_ENDING) ? Packing.GZIP : Packing.NONE;
    String plain =
        packing == Packing.GZIP ? lower.substring(0, lower.length() - GZIP_ENDING.length()) : lower;
    return type(plain.substring(plain.lastIndexOf('.') + 1))
        // Its pages are packed one by one.
        .filter(type -> type != Type.PARQUET || packing == Packing.NONE)
        .map(type -> new TableFormat(type, packing));
  }

  private static Optional<Type> type(String extension) {
    return switch (extension) {
      case "csv" -> Optional.of(Type.CSV);
      case "tsv" -> Optional.of(Type.TSV);
      case "jsonl", "ndjson" -> Optional.of(Type.JSON_LINES);
      case "parquet" -> Optional.of(Type.PARQUET);
      default -> Optional.empty();
    };
  }
}
