package io.t4.tabular;

import io.t4.formats.FormatHandler;
import io.t4.formats.FormatSource;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import org.dflib.DataFrame;

/**
 * Tables as text: the format {@code csv}, with the options that the Python clients store, so that
 * pandas reads what is written here and the reverse.
 *
 * <p>Reads a {@link DataFrame}, or a list of maps, records or beans; writes the same. Columns get
 * the types that pandas finds: {@link Long} (beyond 64 bits {@link java.math.BigInteger}), {@link
 * Double}, {@link Boolean}, else {@link String}. Unlike in pandas, a column of whole numbers or
 * booleans with missing values keeps its type and holds nulls, a row with too few fields is an
 * error as one with too many, and empty content is a table without columns. Index columns are
 * ordinary leading columns. A {@code .tsv} that can't be read with quotes, and for which no option
 * {@code quoting} is given, is read with quotes as ordinary characters.
 */
public final class CsvFormat implements FormatHandler {
  static final String NAME = "csv";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> extensions() {
    return List.of("csv", "tsv", "ssv");
  }

  @Override
  public String contentType() {
    return "text/csv";
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
    return Rows.convert(CsvReader.read(source, CsvOptions.of(options, source.extension())), type);
  }

  @Override
  public Map<String, Object> write(
      Object value, String extension, Map<String, Object> options, OutputStream out)
      throws IOException {
    CsvOptions parsed = CsvOptions.of(options, extension);
    DataFrame frame = Rows.frame(value);
    CsvWriter.write(frame, parsed, out);
    return parsed.recorded(options);
  }
}
