package io.t4.cli;

import io.t4.bucket.internal.BucketAddress;
import io.t4.session.T4Session;
import java.io.IOException;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code t4 select}. */
@Command(
    name = "select",
    description = "Run SQL over one object: CSV, TSV, JSON lines or Parquet, compressed too.",
    footer = {
      "  t4 select s3://my-bucket/may.csv 'SELECT * FROM S3Object WHERE amount > 100'",
      "  t4 select --csv s3://my-bucket/storms.parquet \\",
      "      'SELECT place, max(wind_kmh) FROM S3Object GROUP BY place' > wind.csv",
      "  t4 select 's3://my-bucket/may.csv?versionId=…' 'SELECT count(*) FROM S3Object'",
      "",
      "The object is the table S3Object; the dialect is DuckDB's. With --json each row is a line."
    })
final class SelectCommand extends Subcommand {
  @Parameters(index = "0", paramLabel = "URI", description = "An object.")
  private String uri = "";

  @Parameters(index = "1", paramLabel = "SQL", description = "A SELECT statement.")
  private String sql = "";

  /** The two exclude each other. */
  static final class Style {
    @Option(names = "--csv", description = "Print the result as CSV.")
    private boolean csv;

    @Option(names = "--json", description = "Print each row as a line of JSON.")
    private boolean json;
  }

  @ArgGroup private Style style = new Style();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    BucketAddress address = BucketAddress.ofObject(uri);
    try (T4Session opened = session.open()) {
      Object table =
          address.open(opened).select(address.key(), address.versionId(), sql, Object.class);
      ValuePrinter printer = new ValuePrinter(out, Integer.MAX_VALUE);
      if (style.csv) {
        printer.printCsv(table, opened.formats());
      } else if (style.json) {
        printer.printJson(table);
      } else {
        printer.print(table);
      }
    }
    return ExitCode.OK;
  }
}
