package io.t4.cli;

import io.t4.bucket.Bucket;
import io.t4.bucket.internal.BucketAddress;
import io.t4.session.T4Session;
import io.t4.storage.ObjectKeys;
import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code t4 show}. */
@Command(
    name = "show",
    description = "Read an object by its format and print it: tables, JSON, text, arrays.",
    footer = {
      "  t4 show s3://my-bucket/reports/may.csv",
      "  t4 show --rows 100 s3://my-bucket/measurements.parquet",
      "  t4 show s3://my-bucket/reports/                  everything in a directory",
      "  t4 show --json s3://my-bucket/reports/may.csv    all rows, each as a JSON object",
      "",
      "Bytes without a format: t4 cat."
    })
final class ShowCommand extends Subcommand {
  @Parameters(paramLabel = "URI", description = "An object, or a directory.")
  private String uri = "";

  @Option(
      names = "--rows",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many rows of a table to print (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Mixin private JsonOption json = new JsonOption();
  @Mixin private SessionOptions session = new SessionOptions();

  @Override
  int run(Output out) throws IOException {
    BucketAddress address = BucketAddress.ofObject(uri);
    try (T4Session opened = session.open()) {
      Bucket bucket = address.open(opened);
      Object value = bucket.deserialize(address.key(), address.versionId(), Object.class, Map.of());
      ValuePrinter printer = new ValuePrinter(out, rows);
      if (json.isSet()) {
        printer.printJson(value);
      } else if (value instanceof Map<?, ?> values && isDirectory(bucket, address.key())) {
        printer.printDirectory(values);
      } else {
        printer.print(value);
      }
    }
    return ExitCode.OK;
  }

  /** A map may be a directory's values or a JSON object. */
  private static boolean isDirectory(Bucket bucket, String key) {
    return key.isEmpty() || ObjectKeys.isDirectory(key) || !bucket.exists(key);
  }
}
