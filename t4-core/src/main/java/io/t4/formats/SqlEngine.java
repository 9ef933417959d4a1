package io.t4.formats;

import java.io.IOException;
import java.lang.reflect.Type;
import java.util.Map;

/**
 * Answers SQL over one object; found with {@link java.util.ServiceLoader}.
 *
 * <p>The object is the table {@value #TABLE}. The statement can only read that table: files,
 * network, settings and extensions are out of its reach.
 */
public interface SqlEngine {
  /** The table's name, as in S3 Select. */
  String TABLE = "S3Object";

  /** Whether objects of that format can be queried. */
  boolean canQuery(FormatHandler format);

  /**
   * Runs one SELECT.
   *
   * @param options of the format, from metadata and caller
   * @param type of the result; {@code Object.class} for the engine's natural table type
   */
  Object select(
      FormatSource source, FormatHandler format, Map<String, Object> options, String sql, Type type)
      throws IOException;
}
